// What lies over the page: one popover at a time, dialogs of the page's own, short notices.
import { html, useEffect, useLayoutEffect, useRef } from '../core/dom.js';
import { state, update, useStore } from '../core/store.js';
import { IconButton } from './icon.js';

const GAP = 6;
const EDGE = 8;

/**
 * Opens a popover beside an element. `draw` draws what is in it and gets a function that closes
 * it. `place` is `below` (default), `above`, or `right`; `align` is `start` or `end`.
 */
export function openPopover(anchor, draw, options = {}) {
  const same = state.popover?.anchor === anchor && state.popover.kind === (options.kind || 'menu');
  closePopover();
  if (!same) update({ popover: { anchor, draw, kind: 'menu', place: 'below', align: 'start', focus: true, ...options } });
}

/** Closes the popover; focus goes back to where it came from unless it went elsewhere already. */
export function closePopover({ refocus = true } = {}) {
  const open = state.popover;
  if (!open) return;
  update({ popover: null });
  const inside = document.querySelector('.popover')?.contains(document.activeElement);
  if (refocus && open.focus && inside) open.anchor.focus?.();
  open.onClose?.();
}

/** Opens a dialog of the page's own: `draw` gets a function that closes it. */
export function openDialog(draw, { escape } = {}) {
  const key = Symbol('dialog');
  const back = document.activeElement;
  const close = () => {
    update({ dialogs: state.dialogs.filter((each) => each.key !== key) });
    // What lay beneath can be focused again once it is drawn.
    setTimeout(() => back?.isConnected && back.focus(), 0);
  };
  closePopover({ refocus: false });
  update({ dialogs: [...state.dialogs, { key, draw: () => draw(close), escape: escape || close }] });
  return close;
}

function placed(box, anchor, { place, align }) {
  const { innerWidth: width, innerHeight: height } = window;
  let left = align === 'end' ? anchor.right - box.width : anchor.left;
  let top = anchor.bottom + GAP;
  if (place === 'right') {
    left = anchor.right + GAP;
    top = anchor.top;
  }
  const above = anchor.top - GAP - box.height;
  if ((place === 'above' && above >= EDGE) || (top + box.height > height - EDGE && above >= EDGE && place !== 'right')) top = above;
  return {
    left: `${Math.max(EDGE, Math.min(left, width - box.width - EDGE))}px`,
    top: `${Math.max(EDGE, Math.min(top, height - box.height - EDGE))}px`,
  };
}

function Popover({ popover }) {
  const box = useRef();
  useLayoutEffect(() => {
    const settle = () => {
      if (!box.current) return;
      const anchor = popover.anchor.getBoundingClientRect();
      if (popover.match) box.current.style.minWidth = `${anchor.width}px`;
      Object.assign(box.current.style, placed(box.current.getBoundingClientRect(), anchor, popover));
    };
    settle();
    const watcher = new ResizeObserver(settle);
    watcher.observe(box.current);
    window.addEventListener('resize', settle);
    return () => {
      watcher.disconnect();
      window.removeEventListener('resize', settle);
    };
  }, [popover]);
  // Before the next key: what is typed at once after opening belongs to what was opened.
  useLayoutEffect(() => {
    if (popover.focus) (box.current.querySelector('[data-autofocus]') || box.current.querySelector('button, input, [tabindex]'))?.focus({ preventScroll: true });
    const outside = (event) => {
      if (!box.current?.contains(event.target) && !popover.anchor.contains?.(event.target)) closePopover();
    };
    document.addEventListener('pointerdown', outside, true);
    return () => document.removeEventListener('pointerdown', outside, true);
  }, [popover]);
  return html`<div ref=${box} class=${`popover popover-${popover.kind}`} role=${popover.role} aria-label=${popover.label}>
    ${popover.draw(closePopover)}
  </div>`;
}

/** The frame of every dialog: a title, a way out, a body, and a row of buttons. */
export function Dialog({ title, onClose, children, foot, kind = '', labelledBy = 'dialog-title', before }) {
  const box = useRef();
  useLayoutEffect(() => {
    if (box.current.contains(document.activeElement)) return;
    const first = box.current.querySelector('[data-autofocus]') || box.current.querySelector('.dialog-body input, .dialog-body textarea, .dialog-body button, .dialog-foot button');
    (first || box.current).focus({ preventScroll: true });
  }, []);
  return html`<div class="scrim" onPointerDown=${(event) => event.target === event.currentTarget && !kind.includes('modal') && onClose()}>
    <div ref=${box} class=${`dialog ${kind}`} role="dialog" aria-modal="true" aria-labelledby=${labelledBy} tabindex="-1">
      <header class="dialog-head">${before}<h2 id=${labelledBy} class="dialog-title">${title}</h2>
        <${IconButton} icon="close" label="Close" onClick=${onClose} kind="dialog-close" /></header>
      <div class="dialog-body">${children}</div>
      ${foot && html`<footer class="dialog-foot">${foot}</footer>`}
    </div>
  </div>`;
}

/** Asks before something is done; `ask` has title, text, yes, no, danger. */
export function confirmDialog({ title, text, yes, no = 'Cancel', danger = false }) {
  return new Promise((resolve) => {
    let close = () => {};
    const answer = (value) => () => {
      close();
      resolve(value);
    };
    close = openDialog(() => html`<${Dialog} title=${title} kind="dialog-small" onClose=${answer(false)} foot=${html`
      <button type="button" class="button" onClick=${answer(false)}>${no}</button>
      <button type="button" class=${`button ${danger ? 'button-danger' : 'button-primary'}`} data-autofocus onClick=${answer(true)}>${yes}</button>`}>
      ${text}<//>`, { escape: answer(false) });
  });
}

/** Everything that lies over the page. */
export function Layers({ modals }) {
  const [popover, dialogs, toasts, views] = useStore((now) => [now.popover, now.dialogs, now.toasts, now.views]);
  const covered = dialogs.length > 0 || views.length > 0;
  useLayoutEffect(() => {
    // What lies beneath a dialog can be neither focused nor read.
    document.getElementById('app').inert = covered;
    return undefined;
  }, [covered]);
  return html`
    <div inert=${dialogs.length > 0}>${modals}</div>
    ${dialogs.map((each, index) => html`<div key=${index} inert=${index < dialogs.length - 1}>${each.draw()}</div>`)}
    ${popover && html`<${Popover} key="popover" popover=${popover} />`}
    <div class="toasts" role="status" aria-live="polite">${toasts.map((each) => html`<div key=${each.id} class=${each.error ? 'toast toast-error' : 'toast'}>${each.text}</div>`)}</div>`;
}

/** Closes the topmost thing that lies over the page; false if there is none. */
export function escapeTop() {
  if (state.popover) {
    closePopover();
    return true;
  }
  const top = state.dialogs.at(-1);
  top?.escape();
  return Boolean(top);
}
