/* Shortcuts. Single keys act only outside fields, never while an input method composes, and can be switched off.
   Nav links carry data-go="KeyE" (G then E); [data-new] answers N; rows are [data-item]. */
(function () {
  'use strict';
  var KEPT = 'gj-keys';
  var toggle = document.querySelector('[data-keys-toggle]');
  var waiting = false;

  function on() {
    try { return localStorage.getItem(KEPT) !== 'off'; } catch (error) { return true; }
  }

  if (toggle) {
    toggle.checked = on();
    toggle.addEventListener('change', function () {
      try { localStorage.setItem(KEPT, toggle.checked ? 'on' : 'off'); } catch (error) { /* private mode: for this page only */ }
    });
  }

  function press(selector) {
    var found = document.querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  }

  function search() {
    var field = document.querySelector('[data-find]') || document.querySelector('input[type=search]');
    if (!field) return false;
    if (field.offsetParent) field.focus(); else press('.find-icon');
    return true;
  }

  function step(by) {
    var rows = Array.from(document.querySelectorAll('[data-item]')).filter(function (row) { return row.offsetParent; });
    if (!rows.length) return;
    var here = rows.indexOf(document.activeElement.closest('[data-item]'));
    var row = rows[Math.max(0, Math.min(rows.length - 1, here + by))];
    row.focus();
    row.scrollIntoView({ block: 'nearest' });
  }

  var inRow = {
    Enter: function (row) { var link = row.querySelector('a.name, a.t1, a'); if (link) link.click(); },
    KeyX: function (row) { var box = row.querySelector('input[type=checkbox]'); if (box) box.click(); },
    KeyE: function (row) { var link = row.querySelector('a[data-drawer]'); if (link) link.click(); },
    Space: function (row) { var link = row.querySelector('a[data-drawer], a.name'); if (link) link.click(); }
  };

  var anywhere = {
    KeyN: function () { return press('[data-new]'); },
    KeyJ: function () { step(1); return true; },
    KeyK: function () { step(-1); return true; }
  };

  function typing(target) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== 'checkbox' || target.isContentEditable;
  }

  function single(event) {
    if (waiting) { waiting = false; return press('.nav a[data-go="' + event.code + '"]'); }
    if (event.code === 'KeyG') { waiting = true; setTimeout(function () { waiting = false; }, 1200); return true; }
    if (event.key === '?') return press('[data-modal=keys]');
    if (event.code === 'Slash') return search();
    var row = event.target.matches && event.target.matches('[data-item]') && event.target;
    if (row && inRow[event.code]) { inRow[event.code](row); return true; }
    return anywhere[event.code] ? anywhere[event.code]() : false;
  }

  document.addEventListener('keydown', function (event) {
    if (event.isComposing || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.code === 'KeyK' && search()) event.preventDefault();
      return;
    }
    if (typing(event.target) || event.target.matches('[role=treegrid] tbody tr') && event.code !== 'Slash' || !on()) return;
    if (single(event)) event.preventDefault();
  });
})();
