/* The header's search: what was found hangs below the box. Arrows walk through it, Esc folds it, Enter in the box
   opens the page with everything. Without script the form leads there too. */
(function () {
  'use strict';
  function links(form) { return Array.from(form.querySelectorAll('[data-hit]')); }

  function fold(form) { form.classList.add('folded'); }

  document.addEventListener('keydown', function (event) {
    var form = event.target.closest && event.target.closest('form.find');
    if (!form || event.isComposing) return;
    var box = form.querySelector('[data-find]');
    var found = links(form);
    var here = found.indexOf(event.target);
    if (event.key === 'ArrowDown' && found.length) (found[Math.min(here + 1, found.length - 1)]).focus();
    else if (event.key === 'ArrowUp' && here >= 0) (here ? found[here - 1] : box).focus();
    else if (event.key === 'Escape') { fold(form); if (event.target === box) box.blur(); else box.focus(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  document.addEventListener('input', function (event) {
    var form = event.target.closest('form.find');
    if (form) form.classList.remove('folded');
  });
})();
