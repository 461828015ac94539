/* [data-table]: ticks, "tick all" ([data-all]), bulk bar (.bulk with [data-n] and [data-clear]), sticky head when it fits.
   The row cursor (J, K, X, Enter) is in keys.js. */
(function () {
  'use strict';

  function boxes(table) { return Array.from(table.querySelectorAll('tbody input[type=checkbox][name]')); }

  function count(table) {
    var all = table.querySelector('[data-all]');
    var bulk = table.querySelector('.bulk');
    var ticks = boxes(table);
    var ticked = 0;
    ticks.forEach(function (box) {
      if (box.checked) ticked += 1;
      var row = box.closest('tr');
      if (row) row.setAttribute('aria-selected', String(box.checked));
    });
    if (bulk) { bulk.hidden = !ticked; bulk.querySelector('[data-n]').textContent = ticked; }
    if (all) { all.checked = ticked > 0 && ticked === ticks.length; all.indeterminate = ticked > 0 && ticked < ticks.length; }
  }

  function tickAll(table, yes) {
    boxes(table).forEach(function (box) { box.checked = yes; });
    count(table);
  }

  // Shift and a click tick everything between: [last ticked, this one].
  var last = null;
  document.addEventListener('click', function (event) {
    var clear = event.target.closest('[data-clear]');
    if (clear) { event.preventDefault(); tickAll(clear.closest('[data-table]'), false); return; }
    if (!event.target.matches('[data-table] tbody input[type=checkbox][name]')) return;
    var table = event.target.closest('[data-table]');
    var list = boxes(table);
    if (event.shiftKey && last && list.includes(last)) {
      var ends = [list.indexOf(last), list.indexOf(event.target)].sort(function (a, b) { return a - b; });
      list.slice(ends[0], ends[1] + 1).forEach(function (box) { box.checked = event.target.checked; });
    }
    last = event.target;
    count(table);
  });

  document.addEventListener('change', function (event) {
    var table = event.target.closest('[data-table]');
    if (!table) return;
    if (event.target.hasAttribute('data-all')) tickAll(table, event.target.checked);
    else if (event.target.type === 'checkbox') count(table);
  });

  // A table that needs no sideways scrolling may let its head stick to the page instead of its own frame.
  function fit(frame) {
    frame.classList.remove('fits');
    var fits = frame.scrollWidth <= frame.clientWidth + 1;
    frame.classList.toggle('fits', fits);
    // A region that does not scroll needs no stop for the keyboard.
    if (fits) frame.removeAttribute('tabindex'); else frame.tabIndex = 0;
  }

  var watch = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) { requestAnimationFrame(function () { fit(entry.target); }); });
  });

  function start(root) {
    root.querySelectorAll('[data-table]').forEach(count);
    root.querySelectorAll('.tw').forEach(function (frame) { watch.observe(frame); });
  }

  start(document);
  document.addEventListener('htmx:load', function (event) { start(event.target); });
})();
