/* Tabs: [role=tablist] of buttons with aria-controls. Arrow keys move. Without script all panels stand open. */
(function () {
  'use strict';
  document.querySelectorAll('[role=tablist]').forEach(function (list) {
    var tabs = Array.from(list.querySelectorAll('[role=tab]'));

    function pick(chosen) {
      tabs.forEach(function (tab) {
        tab.setAttribute('aria-selected', String(tab === chosen));
        tab.tabIndex = tab === chosen ? 0 : -1;
        document.getElementById(tab.getAttribute('aria-controls')).hidden = tab !== chosen;
      });
    }

    list.addEventListener('click', function (event) {
      var tab = event.target.closest('[role=tab]');
      if (tab) pick(tab);
    });
    list.addEventListener('keydown', function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      var next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
      pick(next);
      next.focus();
    });
    if (tabs.length) pick(tabs.find(function (tab) { return tab.getAttribute('aria-selected') === 'true'; }) || tabs[0]);
  });
})();
