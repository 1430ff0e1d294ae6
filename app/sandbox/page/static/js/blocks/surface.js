// What blocks stand on (a message, a modal, App Home), and how their elements speak to the app.
import { createContext, html, useContext, useEffect, useMemo, useRef, useState } from '../core/dom.js';
import { mine } from '../core/api.js';
import { sentence, toast } from '../state/notice.js';
import { confirmDialog } from '../ui/layer.js';
import { Text, wordsOf } from '../text/draw.js';
import { chosen, dispatches, kept, valueIn, withValue } from './form.js';

export const Surface = createContext(null);

/** Sends an action; what went wrong is shown. Answers whether it reached the app. */
async function sendAction(where, block, element, value, values) {
  const answer = await mine('POST', ['actions'], {
    ...where, action_id: element.action_id, block_id: block.block_id, chosen: value, state: values,
  });
  if (!answer.ok) toast(sentence(answer.message || answer.error), { error: true });
  return answer.ok;
}

/** The surface of a message: `where` is its channel and ts. */
export function useMessageSurface(channel, ts) {
  const [values, setValues] = useState({});
  const latest = useRef(values);
  return useMemo(() => ({
    kind: 'message',
    id: `${channel}-${ts}`,
    values,
    errors: {},
    set(block, element, value) {
      latest.current = withValue(latest.current, block, element, value);
      setValues(latest.current);
    },
    act: (block, element, value) => sendAction({ channel, ts }, block, element, value, latest.current),
    options: (block, element, typed) => loadOptions({ channel, ts }, block, element, typed),
  }), [channel, ts, values]);
}

/** The surface of a modal or of App Home. */
export function useViewSurface(view, { errors = {}, clearError = () => {} } = {}) {
  const [values, setValues] = useState(view.state?.values || {});
  const latest = useRef(values);
  const touched = useRef(new Set());
  useEffect(() => {
    latest.current = kept(view, latest.current, touched.current);
    setValues(latest.current);
  }, [view]);
  return useMemo(() => ({
    kind: view.type,
    id: view.id,
    values,
    errors,
    current: () => latest.current,
    set(block, element, value) {
      touched.current.add(`${block.block_id}/${element.action_id}`);
      latest.current = withValue(latest.current, block, element, value);
      setValues(latest.current);
      clearError(block.block_id);
    },
    act: (block, element, value) => sendAction({ view: view.id }, block, element, value, latest.current),
    options: (block, element, typed) => loadOptions({ view: view.id }, block, element, typed),
  }), [view, values, errors]);
}

async function loadOptions(where, block, element, typed) {
  const answer = await mine('POST', ['options'], {
    ...where, action_id: element.action_id, block_id: block.block_id, value: typed,
  });
  return answer.ok ? answer : { failed: sentence(answer.message || answer.error), options: [], option_groups: [] };
}

/** Asks what an element's `confirm` asks, if it has one. */
export async function confirmed(element) {
  const ask = element.confirm;
  if (!ask) return true;
  return confirmDialog({
    title: wordsOf(ask.title) || 'Are you sure?',
    text: html`<${Text} of=${ask.text} />`,
    yes: wordsOf(ask.confirm) || 'Yes',
    no: wordsOf(ask.deny) || 'No',
    danger: ask.style === 'danger',
  });
}

/** An element's value, a function that changes it, and whether the app is being told. */
export function useField(block, element) {
  const surface = useContext(Surface);
  const [busy, setBusy] = useState(false);
  const value = valueIn(surface.values, block, element);
  async function tell(next, how) {
    const asked = block.type === 'input' ? dispatches(block, element, how) : how === 'choose';
    if (!asked) return;
    setBusy(true);
    await surface.act(block, element, chosen(element, next));
    setBusy(false);
  }
  async function change(next, how = 'choose') {
    if (how === 'choose' && block.type !== 'input' && !(await confirmed(element))) return;
    surface.set(block, element, next);
    await tell(next, how);
  }
  return { value, change, busy, surface, tell };
}
