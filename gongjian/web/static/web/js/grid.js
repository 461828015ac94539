/* table[data-grid]: cells are fields. Enter and arrows move, a block pasted from Excel spreads over the cells,
   Ctrl+D takes the value above, Esc takes the cell back, changed cells are marked and counted in [data-dirty]. */
(function () {
  'use strict';

  function field(cell) { return cell && cell.querySelector('input:not([type=hidden]), select, textarea'); }

  function cellAt(table, row, column) {
    var line = table.tBodies[0].rows[row];
    return line && line.cells[column];
  }

  function first(input) {
    if (input.type === 'checkbox') return input.defaultChecked ? '1' : '';
    if (input.tagName !== 'SELECT') return input.defaultValue;
    var kept = Array.from(input.options).find(function (item) { return item.defaultSelected; }) || input.options[0];
    return kept ? kept.value : '';
  }

  function now(input) { return input.type === 'checkbox' ? (input.checked ? '1' : '') : input.value; }

  function mark(table, input) {
    input.closest('td, th').classList.toggle('dirty', now(input) !== first(input));
    var place = (table.closest('form') || document).querySelector('[data-dirty]');
    if (place) place.textContent = table.querySelectorAll('.dirty').length;
  }

  // A pasted value goes in as if typed; what a choice does not know is left red and unchanged.
  function put(table, input, text) {
    if (!input || input.disabled || input.readOnly) return;
    if (input.tagName === 'SELECT') {
      var found = Array.from(input.options).find(function (item) { return item.text.trim() === text || item.value === text; });
      input.closest('td').classList.toggle('er', !found);
      input.title = found ? '' : '没有“' + text + '”';
      if (found) input.value = found.value;
    } else if (input.type === 'checkbox') input.checked = /^(1|是|√|✓|true)$/i.test(text);
    else input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    mark(table, input);
  }

  function go(table, cell, down, right) {
    var row = cell.parentNode.sectionRowIndex + down;
    var column = cell.cellIndex + right;
    while (right && column >= 0 && column < cell.parentNode.cells.length && !field(cellAt(table, row, column))) column += right;
    var next = field(cellAt(table, row, column));
    if (!next) return false;
    next.focus();
    if (next.select) next.select();
    return true;
  }

  function edge(input, end) {
    if (input.tagName === 'SELECT' || input.type === 'checkbox' || input.type === 'date') return true;
    if (input.selectionStart === 0 && input.selectionEnd === input.value.length) return true;
    return input.selectionStart === input.selectionEnd && input.selectionStart === (end ? input.value.length : 0);
  }

  function restore(table, input) {
    if (input.type === 'checkbox') input.checked = first(input) === '1'; else input.value = first(input);
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  function key(event) {
    var input = event.target;
    var table = input.closest('table[data-grid]');
    var cell = input.closest('td, th');
    if (!table || event.isComposing || event.altKey || input.getAttribute('aria-expanded') === 'true') return false;
    var choice = input.tagName === 'SELECT';
    if (event.ctrlKey && event.code === 'KeyD') {
      var above = field(cellAt(table, cell.parentNode.sectionRowIndex - 1, cell.cellIndex));
      if (above) put(table, input, now(above));
      return true;
    }
    if (event.key === 'Escape') { restore(table, input); return true; }
    if (event.key === 'Enter' && input.tagName !== 'TEXTAREA') { go(table, cell, event.shiftKey ? -1 : 1, 0); return true; }
    if (event.key === 'ArrowDown' && (!choice || event.ctrlKey)) return go(table, cell, 1, 0);
    if (event.key === 'ArrowUp' && (!choice || event.ctrlKey)) return go(table, cell, -1, 0);
    if (event.key === 'ArrowRight' && edge(input, true)) return go(table, cell, 0, 1);
    if (event.key === 'ArrowLeft' && edge(input, false)) return go(table, cell, 0, -1);
    return false;
  }

  document.addEventListener('keydown', function (event) {
    if (event.target.matches('table[data-grid] :enabled') && key(event)) event.preventDefault();
  });

  document.addEventListener('paste', function (event) {
    var table = event.target.closest && event.target.closest('table[data-grid]');
    var text = table && event.clipboardData.getData('text/plain').replace(/\r?\n$/, '');
    if (!table || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    var cell = event.target.closest('td, th');
    text.split(/\r?\n/).forEach(function (line, down) {
      line.split('\t').forEach(function (value, right) {
        put(table, field(cellAt(table, cell.parentNode.sectionRowIndex + down, cell.cellIndex + right)), value.trim());
      });
    });
  });

  ['input', 'change'].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var table = event.target.closest && event.target.closest('table[data-grid]');
      if (table && event.target.closest('td, th')) mark(table, event.target);
    });
  });

  document.querySelectorAll('table[data-grid]').forEach(function (table) {
    table.querySelectorAll('tbody input:not([type=hidden]), tbody select, tbody textarea').forEach(function (input) { mark(table, input); });
  });
})();
