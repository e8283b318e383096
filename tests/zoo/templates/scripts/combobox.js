document.querySelectorAll('[role=combobox][aria-controls]').forEach(box => {
  const list = document.getElementById(box.getAttribute('aria-controls')), kept = list.nextElementSibling;
  const open = shown => { list.hidden = !shown; box.setAttribute('aria-expanded', shown) };
  box.onclick = () => open(list.hidden);
  box.onkeydown = event => { if (['Enter', ' ', 'ArrowDown'].includes(event.key)) { event.preventDefault(); open(true) } };
  list.querySelectorAll('li').forEach(item => item.onclick = () => {
    list.querySelectorAll('li').forEach(other => other.setAttribute('aria-selected', other === item));
    box.firstElementChild.textContent = item.textContent; kept.value = item.dataset.value; open(false);
    kept.dispatchEvent(new Event('change', {bubbles: true}));
  });
});
