/* The sidebar as a drawer on narrow windows ([data-burger]); <details class="menu"> closes on a click outside and on Esc. */
(function () {
  'use strict';
  var side = document.getElementById('side');
  var burger = document.querySelector('[data-burger]');

  function open(yes) {
    side.classList.toggle('open', yes);
    burger.setAttribute('aria-expanded', String(yes));
    if (yes) side.querySelector('a').focus();
  }

  function closeMenus(but) {
    document.querySelectorAll('details.menu[open]').forEach(function (menu) {
      if (!but || !menu.contains(but)) menu.open = false;
    });
  }

  document.addEventListener('click', function (event) {
    closeMenus(event.target);
    if (!side || !burger) return;
    if (event.target.closest('[data-burger]')) { event.preventDefault(); open(!side.classList.contains('open')); }
    else if (event.target.closest('[data-side-shut]')) { event.preventDefault(); open(false); burger.focus(); }
    else if (!event.target.closest('#side') && side.classList.contains('open')) open(false);
  });

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || event.isComposing) return;
    var menu = document.querySelector('details.menu[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); event.stopPropagation(); }
    else if (side && side.classList.contains('open')) { open(false); burger.focus(); }
  });

  // Focus that wanders out of an open menu or drawer closes it, so that nothing lies under what has focus.
  document.addEventListener('focusin', function (event) {
    closeMenus(event.target);
    if (side && side.classList.contains('open') && !event.target.closest('#side, [data-burger]')) open(false);
  });
})();
