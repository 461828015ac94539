/* The search box of a long choice: input[data-choices="url"] asks url?q=… for [{id, label, sub}].
   The text box then only shows; a hidden field under its name carries the number, or the words as typed.
   Without this script the words are sent, and the server finds the row by name. */
(function () {
  'use strict';
  var made = 0;

  function hidden(input) {
    var field = document.createElement('input');
    field.type = 'hidden';
    field.name = input.name;
    field.value = input.getAttribute('data-number') || input.value;
    input.removeAttribute('name');
    input.parentNode.insertBefore(field, input);
    return field;
  }

  function option(row, index, id) {
    var item = document.createElement('li');
    item.id = id + '-' + index;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    item.textContent = row.label;
    if (row.sub) { var small = document.createElement('small'); small.textContent = row.sub; item.appendChild(small); }
    return item;
  }

  function Box(input) {
    var box = this;
    made += 1;
    box.input = input;
    box.url = input.getAttribute('data-choices');
    box.free = input.hasAttribute('data-free');
    box.rows = [];
    box.at = -1;
    box.picked = {};
    box.asked = 0;
    // What stood here first is its name, without the number a page without script needs beside it.
    if (input.hasAttribute('data-text')) input.value = input.defaultValue = input.getAttribute('data-text');
    box.value = box.free ? input : hidden(input);
    box.list = document.createElement('ul');
    box.list.id = 'choices-' + made;
    box.list.className = 'list';
    box.list.hidden = true;
    box.list.setAttribute('role', 'listbox');
    box.list.setAttribute('aria-label', '可选的');
    box.told = document.createElement('span');
    box.told.className = 'sr';
    box.told.setAttribute('role', 'status');
    input.after(box.list);
    box.list.after(box.told);
    [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', box.list.id], ['autocomplete', 'off']]
      .forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
    box.listen();
  }

  Box.prototype.listen = function () {
    var box = this;
    var timer;
    function later() { clearTimeout(timer); timer = setTimeout(function () { box.ask(); }, 150); }
    box.input.addEventListener('input', function (event) {
      box.take();
      if (!event.isComposing) later();
    });
    box.input.addEventListener('change', function () { box.take(); });
    box.input.addEventListener('compositionend', later);
    box.input.addEventListener('click', function () { if (box.list.hidden) box.ask(); });
    box.input.addEventListener('blur', function () { setTimeout(function () { box.shut(); }, 150); });
    box.input.addEventListener('keydown', function (event) { box.key(event); });
    // mousedown keeps the focus in the box; click would come after blur.
    box.list.addEventListener('mousedown', function (event) {
      event.preventDefault();
      var item = event.target.closest('[role=option]');
      if (item) box.pick(Array.from(box.list.children).indexOf(item));
    });
  };

  // Words as picked, or as they first stood, mean that row; any others are looked up by the server.
  Box.prototype.take = function () {
    var words = this.input.value;
    var first = words === this.input.defaultValue && this.input.getAttribute('data-number');
    if (!this.free) this.value.value = words === this.picked.words ? this.picked.number : first || words;
  };

  Box.prototype.ask = function () {
    var box = this;
    var mine = box.asked += 1;
    var typed = box.input.value.trim();
    fetch(box.url + (box.url.includes('?') ? '&' : '?') + 'q=' + encodeURIComponent(typed), { credentials: 'same-origin' })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer.status); })
      .then(function (rows) { if (mine === box.asked && document.activeElement === box.input) box.show(rows); })
      .catch(function () { box.told.textContent = '没取到可选的，可直接写全名。'; });
  };

  Box.prototype.show = function (rows) {
    var box = this;
    box.rows = rows;
    box.at = -1;
    box.list.replaceChildren.apply(box.list, rows.map(function (row, index) { return option(row, index, box.list.id); }));
    box.told.textContent = rows.length ? '有 ' + rows.length + ' 个可选' : '没有符合的';
    if (!rows.length) {
      var none = document.createElement('li');
      none.className = 'none';
      none.setAttribute('role', 'presentation');
      none.textContent = '没有符合的。换几个字再找。';
      box.list.appendChild(none);
    }
    box.list.hidden = false;
    box.input.setAttribute('aria-expanded', 'true');
  };

  Box.prototype.shut = function () {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  };

  Box.prototype.mark = function (index) {
    var items = this.list.querySelectorAll('[role=option]');
    if (!items.length) return;
    this.at = (index + items.length) % items.length;
    items.forEach(function (item, i) {
      item.classList.toggle('on', i === this.at);
      item.setAttribute('aria-selected', String(i === this.at));
    }, this);
    items[this.at].scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', items[this.at].id);
  };

  Box.prototype.pick = function (index) {
    var row = this.rows[index];
    if (!row) return;
    this.input.value = row.label;
    this.picked = { words: row.label, number: row.id };
    this.take();
    this.shut();
    this.value.dispatchEvent(new Event('change', { bubbles: true }));
  };

  Box.prototype.key = function (event) {
    if (event.isComposing) return;
    var open = !this.list.hidden;
    if (event.key === 'ArrowDown') { if (open) this.mark(this.at + 1); else this.ask(); }
    else if (event.key === 'ArrowUp' && open) this.mark(this.at - 1);
    else if (event.key === 'Enter' && open && this.at >= 0) this.pick(this.at);
    else if (event.key === 'Escape' && open) this.shut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  function start(root) {
    root.querySelectorAll('input[data-choices]:not([role])').forEach(function (input) { new Box(input); });
  }

  start(document);
  document.addEventListener('htmx:load', function (event) { start(event.target.parentNode || document); });
})();
