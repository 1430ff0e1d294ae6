// The app's modals: one on the other, filled in, submitted, refused, closed.
import { classes, html, useEffect, useLayoutEffect, useRef, useState } from '../core/dom.js';
import { mine } from '../core/api.js';
import { useStore } from '../core/store.js';
import { Blocks } from '../blocks/blocks.js';
import { fieldsOf } from '../blocks/form.js';
import { Surface, useViewSurface } from '../blocks/surface.js';
import { sentence } from '../state/notice.js';
import { closeView } from '../state/views.js';
import { plain, wordsOf } from '../text/draw.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, IconButton } from '../ui/icon.js';
import { Dialog } from '../ui/layer.js';
import { state } from '../core/store.js';

/** Closes a modal as the person wants it: this one, or all. The app hears of it if it asked to. */
export async function dismiss(view, all = false) {
  // It goes at once; the answer only says whether the app heard of it.
  for (const each of all ? [...state.views].reverse() : [view]) closeView(each.id);
  await mine('POST', ['views', view.id, 'close'], { all });
}

const SINGLE = 'input.field';
/** Where one begins; of radio buttons at the chosen one, where Tab leads too. */
const FIRST = 'input:not([type="radio"]), input[type="radio"]:checked, textarea, [role="combobox"]';

function Trouble({ text }) {
  return text ? html`<div class="modal-trouble" role="alert"><${Icon} name="warning" />${text}</div>` : null;
}

function Modal({ view, covered }) {
  const [errors, setErrors] = useState({});
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useRef();
  const clearError = (block) => setErrors((before) => {
    const { [block]: _, ...others } = before;
    return others;
  });
  const surface = useViewSurface(view, { errors, clearError });
  const first = fieldsOf(view.blocks)[0];
  useLayoutEffect(() => {
    // Begin where one writes, unless the app says where.
    const asked = fieldsOf(view.blocks).some(({ element }) => element.focus_on_load);
    if (!asked && first) (form.current.querySelector(FIRST) || form.current.querySelector('input'))?.focus();
  }, [view.id]);
  useEffect(() => {
    const wrong = form.current.querySelector('.block-input-wrong');
    if (!wrong || !Object.keys(errors).length) return;
    wrong.querySelector('input, textarea, button')?.focus({ preventScroll: true });
    // The whole of it: what is wrong stands below the field.
    wrong.scrollIntoView({ block: 'nearest' });
  }, [errors]);

  async function submit(event) {
    event?.preventDefault();
    if (busy || !view.submit) return;
    setBusy(true);
    setTrouble('');
    const answer = await mine('POST', ['views', view.id, 'submit'], { state: surface.current() });
    setBusy(false);
    if (answer.ok) setErrors({});
    else if (answer.errors && Object.keys(answer.errors).length) setErrors(answer.errors);
    else if (answer.error === 'view_not_found') closeView(view.id);
    else setTrouble(sentence(answer.message || answer.error));
  }
  const keys = (event) => {
    const alone = event.target.matches(SINGLE);
    if (event.key === 'Enter' && !event.isComposing && (alone || event.ctrlKey || event.metaKey) && !event.defaultPrevented) submit(event);
  };
  const back = view.previous_view_id && html`<${IconButton} icon="back" label="Back" onClick=${() => dismiss(view)} />`;
  const before = html`${back}<${Avatar} id=${state.workspace.app.bot_user} size=${24} />`;
  const foot = html`<button type="button" class="button" onClick=${() => dismiss(view)}>${view.close ? plain(view.close.text) : view.submit ? 'Cancel' : 'Close'}</button>
    ${view.submit && html`<button type="submit" form=${`form-${view.id}`} class=${classes('button', 'button-primary', busy && 'busy')} aria-busy=${busy} disabled=${busy}>${plain(view.submit.text)}</button>`}`;
  return html`<div class="modal-holder" inert=${covered} hidden=${covered}><${Dialog} title=${plain(view.title?.text)} label=${wordsOf(view.title)} onClose=${() => dismiss(view, true)} kind="modal" labelledBy=${`title-${view.id}`} before=${before} foot=${foot}>
    <form id=${`form-${view.id}`} ref=${form} noValidate onSubmit=${submit} onKeyDown=${keys}>
      <${Trouble} text=${trouble} />
      <${Surface.Provider} value=${surface}><${Blocks} blocks=${view.blocks} /><//>
    </form><//></div>`;
}

/** All open modals; only the topmost shows, what is typed below is kept. */
export function Modals() {
  const views = useStore((now) => now.views);
  return views.map((view, index) => html`<${Modal} key=${view.id} view=${view} covered=${index < views.length - 1} />`);
}

/** Escape closes the topmost modal; false if there is none. */
export function escapeModal() {
  const top = state.views.at(-1);
  if (top) dismiss(top);
  return Boolean(top);
}
