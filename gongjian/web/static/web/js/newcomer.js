/* form[data-newcomer]: a community shows its grids alone, a band of staff the numbers in it, 更多 the box for more;
   the number of members suggests why there is no organisation, until somebody says otherwise. */
(function () {
  'use strict';
  var form = document.querySelector('form[data-newcomer]');
  if (!form) return;
  var WHY = { 0: 'no_members', 1: 'too_few', 2: 'too_few' };
  var said = false;

  function value(name) {
    var field = form.elements[name];
    return field ? field.value : '';
  }

  function draw() {
    form.querySelectorAll('[data-of]').forEach(function (grids) {
      grids.hidden = grids.getAttribute('data-of') !== value('organisation');
    });
    form.querySelectorAll('[data-exact]').forEach(function (box) {
      var name = box.getAttribute('data-exact');
      var typed = box.querySelector('input').value;
      box.hidden = name === 'band' ? !value('band') && !typed : value('members') !== 'more';
    });
    form.querySelectorAll('[data-numbers]').forEach(function (row) {
      row.hidden = row.getAttribute('data-numbers') !== value('band');
    });
  }

  form.addEventListener('change', function (event) {
    var name = event.target.name;
    if (name === 'organisation') form.querySelectorAll('[name=grid]').forEach(function (grid) { grid.checked = false; });
    if (name === 'band') form.elements.staff.value = '';
    if (name === 'why') said = true;
    if (name === 'members' && !said) {
      var why = form.querySelector('[name=why][value="' + (WHY[event.target.value] || '') + '"]');
      if (why) why.checked = true;
    }
    draw();
  });

  form.addEventListener('click', function (event) {
    var number = event.target.closest('[data-put]');
    if (!number) return;
    form.elements.staff.value = number.getAttribute('data-put');
    form.querySelectorAll('[data-put]').forEach(function (each) { each.setAttribute('aria-pressed', String(each === number)); });
    form.dispatchEvent(new Event('input', { bubbles: true }));
  });

  // What a department's list calls the firm need not be typed.
  document.addEventListener('htmx:afterSwap', function (event) {
    var told = event.target.querySelector('[data-listed]');
    if (told && !form.querySelector('#id_name').value) form.querySelector('#id_name').value = told.getAttribute('data-listed');
  });

  draw();
})();
