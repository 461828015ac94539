/* Large text. The server prints data-size from the cookie, so pages never jump; this only spares the reload.
   [data-size-form] is a form that posts the change; it works alone without this script. */
(function () {
  'use strict';
  var root = document.documentElement;

  function set(size) {
    root.setAttribute('data-size', size);
    document.cookie = 'size=' + size + '; path=/; max-age=31536000; samesite=lax' +
      (location.protocol === 'https:' ? '; secure' : '');
    document.querySelectorAll('[data-size-form] button').forEach(function (button) {
      button.setAttribute('aria-pressed', String(size === 'large'));
      button.value = size === 'large' ? 'std' : 'large';
    });
  }

  document.addEventListener('submit', function (event) {
    if (!event.target.matches('[data-size-form]')) return;
    event.preventDefault();
    set(root.getAttribute('data-size') === 'large' ? 'std' : 'large');
  });
})();
