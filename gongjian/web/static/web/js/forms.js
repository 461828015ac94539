/* Forms. [data-errors] takes focus when the page opens; form[data-guard] warns before unsaved words are lost;
   form[data-draft="key"] keeps them through a lost session (this tab only); a second press does not send twice. */
(function () {
  'use strict';
  var leaving = false;

  var errors = document.querySelector('[data-errors]');
  if (errors) errors.focus();

  function values(form) {
    var kept = {};
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || /^(password|file|hidden|submit|button)$/.test(field.type)) return;
      if (/^(checkbox|radio)$/.test(field.type)) { if (field.checked) (kept[field.name] = kept[field.name] || []).push(field.value); }
      else kept[field.name] = [field.value];
    });
    return kept;
  }

  function fill(form, kept) {
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || /^(password|file|hidden|submit|button)$/.test(field.type)) return;
      var past = kept[field.name] || [];
      if (/^(checkbox|radio)$/.test(field.type)) field.checked = past.includes(field.value);
      else if (past.length) field.value = past[0];
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }

  function guard(form) {
    var first = JSON.stringify(values(form));
    window.addEventListener('beforeunload', function (event) {
      if (leaving || JSON.stringify(values(form)) === first) return;
      event.preventDefault();
      event.returnValue = '';
    });
  }

  function draft(form) {
    var key = 'gj-draft-' + form.getAttribute('data-draft');
    var first = JSON.stringify(values(form));
    var past = sessionStorage.getItem(key);
    var offer = form.querySelector('[data-draft-offer]');
    if (past && past !== first && offer && !errors) {
      offer.hidden = false;
      offer.addEventListener('click', function (event) {
        if (event.target.closest('[data-take]')) fill(form, JSON.parse(past));
        else if (event.target.closest('[data-drop]')) sessionStorage.removeItem(key);
        else return;
        event.preventDefault();
        offer.hidden = true;
      });
    }
    form.addEventListener('input', function () { sessionStorage.setItem(key, JSON.stringify(values(form))); });
    form.addEventListener('submit', function () { sessionStorage.setItem('gj-sent', key); });
  }

  // The page after a save comes without errors: only then is the draft over.
  try {
    var sent = sessionStorage.getItem('gj-sent');
    if (sent && !errors && document.querySelector('.toasts .toast')) sessionStorage.removeItem(sent);
    if (document.querySelector('[data-forget-drafts]')) sessionStorage.clear();
    document.querySelectorAll('form[data-draft]').forEach(draft);
  } catch (error) { /* storage switched off: forms work, drafts do not */ }

  document.querySelectorAll('form[data-guard]').forEach(guard);

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) return;
    leaving = true;
    if (form.hasAttribute('data-sent')) { event.preventDefault(); return; }
    form.setAttribute('data-sent', '');
    if (event.submitter) event.submitter.setAttribute('aria-busy', 'true');
    // A download answers without leaving the page; an hour-glass must not stay for ever.
    setTimeout(function () { form.removeAttribute('data-sent'); if (event.submitter) event.submitter.removeAttribute('aria-busy'); }, 4000);
  });

  window.addEventListener('pageshow', function () { leaving = false; });

  // Dropping a file on the frame is choosing it.
  document.querySelectorAll('.drop').forEach(function (frame) {
    var field = frame.querySelector('input[type=file]');
    ['dragover', 'dragleave', 'drop'].forEach(function (kind) {
      frame.addEventListener(kind, function (event) {
        event.preventDefault();
        frame.classList.toggle('over', kind === 'dragover');
        if (kind === 'drop' && event.dataTransfer.files.length) field.files = event.dataTransfer.files;
      });
    });
  });
})();
