/* [data-no-script] leaves the page when scripts run; [data-script] appears; [data-print] prints. */
(function () {
  'use strict';
  function settle(root) {
    root.querySelectorAll('[data-no-script]').forEach(function (element) { element.hidden = true; });
    root.querySelectorAll('[data-script]').forEach(function (element) { element.hidden = false; });
  }

  settle(document);
  document.addEventListener('htmx:load', function (event) { settle(event.target.parentNode || document); });
  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-print]')) { event.preventDefault(); window.print(); }
  });
})();
