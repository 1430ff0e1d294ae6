// Before the first paint: light, dark, or as the system has it. A classic script, so that
// nothing is drawn in the wrong colours first.
(() => {
  let chosen = '';
  try {
    chosen = localStorage.getItem('theme') || '';
  } catch {
    // Storage is switched off: the system decides.
  }
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
})();
