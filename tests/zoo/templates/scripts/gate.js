document.querySelectorAll('[data-answers]').forEach(one => one.onclick = () => {
  document.cookie = 'answered=' + one.dataset.answers + '; path=/'; document.querySelector('[data-gate]').remove();
});
