/* Dialogs. data-modal="id" opens that <dialog>; data-close closes the one it stands in;
   data-drawer on a link opens its page as a drawer: the server sees HX-Request and answers with the fragment alone. */
(function () {
  'use strict';
  var drawer = document.getElementById('drawer');
  var opener = null;

  function show(dialog, from) {
    opener = from || document.activeElement;
    if (!dialog.open) dialog.showModal();
  }

  function openDrawer(link) {
    drawer.setAttribute('aria-label', link.textContent.trim());
    window.htmx.ajax('GET', link.href, { source: link, target: drawer, swap: 'innerHTML' });
    opener = link;
  }

  document.addEventListener('click', function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    var link = event.target.closest('a[data-drawer]');
    if (link && drawer && window.htmx) { event.preventDefault(); openDrawer(link); return; }
    var modal = event.target.closest('[data-modal]');
    if (modal) {
      var dialog = document.getElementById(modal.getAttribute('data-modal'));
      if (dialog) { event.preventDefault(); show(dialog, modal); }
      return;
    }
    var close = event.target.closest('[data-close]');
    if (close && close.closest('dialog')) { event.preventDefault(); close.closest('dialog').close(); return; }
    // A click on the backdrop arrives at the dialog itself.
    if (event.target.tagName === 'DIALOG') event.target.close();
  });

  document.addEventListener('htmx:afterSwap', function (event) {
    if (event.target !== drawer) return;
    var title = drawer.querySelector('h2');
    if (title) { title.id = 'drawer-title'; drawer.setAttribute('aria-labelledby', title.id); }
    show(drawer, opener);
  });

  document.querySelectorAll('dialog').forEach(function (dialog) {
    dialog.addEventListener('close', function () {
      if (opener && document.contains(opener)) opener.focus();
      opener = null;
    });
  });
})();
