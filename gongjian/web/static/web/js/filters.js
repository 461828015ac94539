/* form[data-auto]: choosing a value applies the filter at once; empty values stay out of the address. */
(function () {
  'use strict';
  document.addEventListener('change', function (event) {
    var form = event.target.form;
    if (!form || !form.hasAttribute('data-auto') || event.target.closest('details.menu')) return;
    if (event.target.matches('select, input[type=date], input[type=checkbox], input[type=hidden]')) form.requestSubmit();
  });

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'get') return;
    var empty = Array.from(form.elements).filter(function (field) { return field.name && field.value === '' && !field.disabled; });
    empty.forEach(function (field) { field.disabled = true; });
    // Back in a moment, for whoever returns with the browser's back button.
    setTimeout(function () { empty.forEach(function (field) { field.disabled = false; }); }, 0);
  });
})();
