/* table[role=treegrid]: fold and unfold. A closed row with data-children="url" fetches its rows once;
   its fold is a link to the page with that branch open, so the tree works without this script. */
(function () {
  'use strict';

  function level(row) { return +row.getAttribute('aria-level'); }

  function below(row) {
    var found = [];
    for (var next = row.nextElementSibling; next && level(next) > level(row); next = next.nextElementSibling) found.push(next);
    return found;
  }

  // Show what no closed row above hides.
  function settle(row) {
    var shut = row.getAttribute('aria-expanded') === 'false' ? [level(row)] : [];
    below(row).forEach(function (child) {
      while (shut.length && shut[shut.length - 1] >= level(child)) shut.pop();
      child.hidden = shut.length > 0;
      if (child.getAttribute('aria-expanded') === 'false') shut.push(level(child));
    });
  }

  function fetchInto(row) {
    row.setAttribute('aria-busy', 'true');
    return fetch(row.getAttribute('data-children'), { headers: { 'HX-Request': 'true' } }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (rows) {
      row.insertAdjacentHTML('afterend', rows);
      row.removeAttribute('data-children');
    }).finally(function () { row.removeAttribute('aria-busy'); });
  }

  function turn(row, open) {
    if (!row.hasAttribute('aria-expanded')) return;
    var wanted = open === undefined ? row.getAttribute('aria-expanded') !== 'true' : open;
    if (wanted && row.hasAttribute('data-children')) {
      if (row.hasAttribute('aria-busy')) return;
      fetchInto(row).then(function () { turn(row, true); }).catch(function () {
        document.dispatchEvent(new CustomEvent('toast', { detail: { text: '没取到下级。稍后再点一次。', bad: true } }));
      });
      return;
    }
    row.setAttribute('aria-expanded', String(wanted));
    settle(row);
  }

  function parent(row) {
    var before = row.previousElementSibling;
    while (before && level(before) >= level(row)) before = before.previousElementSibling;
    return before;
  }

  function beside(row, step) {
    var next = row;
    do next = step > 0 ? next.nextElementSibling : next.previousElementSibling; while (next && next.hidden);
    return next;
  }

  function move(table, row) {
    if (!row) return;
    table.querySelectorAll('tbody tr[tabindex="0"]').forEach(function (other) { other.tabIndex = -1; });
    row.tabIndex = 0;
    row.focus();
  }

  document.addEventListener('click', function (event) {
    var fold = event.target.closest('[role=treegrid] [data-fold]');
    if (fold) { event.preventDefault(); turn(fold.closest('tr')); }
  });

  document.addEventListener('keydown', function (event) {
    var row = event.target;
    if (!row.matches || !row.matches('[role=treegrid] tbody tr')) return;
    var table = row.closest('table');
    var open = row.getAttribute('aria-expanded');
    if (event.key === 'ArrowRight') { if (open === 'false') turn(row, true); else if (open) move(table, beside(row, 1)); }
    else if (event.key === 'ArrowLeft') { if (open === 'true') turn(row, false); else move(table, parent(row)); }
    else if (event.key === 'ArrowDown') move(table, beside(row, 1));
    else if (event.key === 'ArrowUp') move(table, beside(row, -1));
    else if (event.key === 'Home') move(table, table.querySelector('tbody tr:not([hidden])'));
    else if (event.key === 'Enter') { var name = row.querySelector('a.name'); if (name) name.click(); }
    else return;
    event.preventDefault();
  });

  document.querySelectorAll('[role=treegrid] tr[aria-expanded=false]').forEach(settle);
})();
