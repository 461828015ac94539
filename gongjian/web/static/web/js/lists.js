/* Lists swapped by htmx: what a form sends empty stays out of the address; a menu that was used closes with the swap. */
(function () {
  'use strict';
  document.addEventListener('htmx:configRequest', function (event) {
    var asked = event.detail;
    if (asked.verb !== 'get' || !event.target.closest('#list')) return;
    Array.from(new Set(asked.formData.keys())).forEach(function (name) {
      var filled = asked.formData.getAll(name).filter(function (value) { return value !== ''; });
      asked.formData.delete(name);
      filled.forEach(function (value) { asked.formData.append(name, value); });
    });
  });
})();
