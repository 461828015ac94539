/* Toasts. Server messages stand in .toasts already; HX-Trigger: {"toast": {"text": …, "undo": url}} adds one.
   They wait while pointed at or focused, and longer when they can be undone. */
(function () {
  'use strict';
  var place = document.querySelector('.toasts');
  if (!place) return;
  var pattern = document.getElementById('toast-pattern');

  function fade(toast) {
    var timer;
    function stop() { clearTimeout(timer); }
    function start() { stop(); timer = setTimeout(function () { toast.remove(); }, toast.querySelector('form') ? 20000 : 8000); }
    toast.addEventListener('mouseenter', stop);
    toast.addEventListener('mouseleave', start);
    toast.addEventListener('focusin', stop);
    toast.addEventListener('focusout', start);
    start();
  }

  function say(text, undo, bad) {
    var toast = pattern.content.firstElementChild.cloneNode(true);
    toast.querySelector('span').textContent = text;
    if (bad) toast.classList.add('bad');
    var form = toast.querySelector('form');
    if (undo) form.action = undo; else form.remove();
    place.appendChild(toast);
    fade(toast);
  }

  place.querySelectorAll('.toast').forEach(fade);
  place.addEventListener('click', function (event) {
    if (event.target.closest('[data-hush]')) event.target.closest('.toast').remove();
  });
  document.addEventListener('toast', function (event) { say(event.detail.text, event.detail.undo, event.detail.bad); });
  document.addEventListener('htmx:responseError', function () { say('没取到数据。服务器忙，稍后再试。', '', true); });
  document.addEventListener('htmx:sendError', function () { say('没连上服务器。检查网络后再试。', '', true); });
})();
