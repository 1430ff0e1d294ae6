// Short labels beside what the pointer or the focus is on: one element for all `data-tip`s.

let tip = null;
let timer = 0;

function hide() {
  clearTimeout(timer);
  if (tip) tip.hidden = true;
}

function show(target) {
  const text = target.dataset.tip;
  if (!text || !target.isConnected) return;
  tip ||= document.body.appendChild(Object.assign(document.createElement('div'), { className: 'tooltip' }));
  tip.setAttribute('aria-hidden', 'true');
  tip.textContent = text;
  tip.hidden = false;
  const place = target.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const left = place.left + place.width / 2 - size.width / 2;
  const above = place.top - size.height - 6;
  tip.style.left = `${Math.max(6, Math.min(left, innerWidth - size.width - 6))}px`;
  tip.style.top = `${above > 4 ? above : place.bottom + 6}px`;
}

function consider(event, delay) {
  const target = event.target.closest?.('[data-tip]');
  hide();
  if (target) timer = setTimeout(() => show(target), delay);
}

/** Begins to show labels; a touch has nothing to hover with, so it gets none. */
export function startTooltips() {
  document.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && consider(event, 350));
  document.addEventListener('focusin', (event) => event.target.matches?.(':focus-visible') && consider(event, 350));
  for (const type of ['pointerdown', 'focusout', 'keydown', 'wheel']) document.addEventListener(type, hide, { passive: true });
}
