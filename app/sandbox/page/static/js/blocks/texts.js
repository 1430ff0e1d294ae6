// Fields that one types into.
import { classes, html, useEffect, useRef, useState } from '../core/dom.js';
import { wordsOf } from '../text/draw.js';
import { richOf, typedOf } from '../text/typed.js';
import { useField } from './surface.js';

const PAUSE = 350;

/** What is typed, told to the app at each pause or at Enter where it asks to be told. */
function useTyped(block, element, toValue) {
  const { value, change, busy, tell, surface } = useField(block, element);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  function type(text) {
    const next = text === '' ? null : toValue(text);
    if (block.type !== 'input') surface.set(block, element, next);
    else change(next, 'silent');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => tell(next, 'type'), PAUSE);
  }
  function enter(text) {
    clearTimeout(timer.current);
    tell(text === '' ? null : toValue(text), block.type === 'input' ? 'enter' : 'choose');
  }
  return { value, type, enter, busy };
}

/** Whether Enter in this field is for the app; then it does not submit the form. */
function takesEnter(block, element) {
  const on = element.dispatch_action_config?.trigger_actions_on || ['on_enter_pressed'];
  return block.type !== 'input' || (block.dispatch_action && on.includes('on_enter_pressed'));
}

function Count({ text, element }) {
  const most = element.max_length;
  if (!most || text.length < most * 0.8) return null;
  return html`<span class="field-count" aria-live="polite">${most - text.length}</span>`;
}

const KINDS = {
  plain_text_input: {},
  email_text_input: { type: 'email', inputmode: 'email', autocomplete: 'email' },
  url_text_input: { type: 'url', inputmode: 'url' },
  number_input: { inputmode: 'decimal' },
};

export function TextInput({ element, block, field, focus }) {
  const { value, type, enter, busy } = useTyped(block, element, (text) => text);
  const { invalid, ...named } = field;
  const text = value ?? '';
  const box = useRef();
  useEffect(() => {
    if (focus || element.focus_on_load) box.current.focus();
  }, []);
  const keys = (event) => {
    if (event.key !== 'Enter' || event.isComposing || (element.multiline && !(event.ctrlKey || event.metaKey))) return;
    if (takesEnter(block, element)) {
      event.preventDefault();
      event.stopPropagation();
      enter(event.currentTarget.value);
    }
  };
  const tag = element.multiline ? 'textarea' : 'input';
  return html`<span class="field-wrap"><${tag} ref=${box} class=${classes('field', invalid && 'invalid', busy && 'busy')} ...${KINDS[element.type]} ...${named} aria-invalid=${invalid || undefined}
    value=${text} placeholder=${wordsOf(element.placeholder)} rows=${element.multiline ? 4 : undefined} maxlength=${element.max_length} onInput=${(event) => type(event.target.value)} onKeyDown=${keys}
  /><${Count} text=${text} element=${element} /></span>`;
}

const TOOLS = [['Bold', '*', 'B'], ['Italic', '_', 'I'], ['Strikethrough', '~', 'S'], ['Code', '`', '<>']];

/** Rich text is typed as in a message: `*bold*`, `_italic_`, lists, quotes, code. */
export function RichTextInput({ element, block, field, focus }) {
  const { value, type, enter, busy } = useTyped(block, element, richOf);
  const [text, setText] = useState(() => (value ? typedOf(value) : ''));
  const { invalid, ...named } = field;
  const box = useRef();
  useEffect(() => {
    if (focus || element.focus_on_load) box.current.focus();
  }, []);
  function put(next) {
    setText(next);
    type(next);
  }
  function mark(sign) {
    const { selectionStart: start, selectionEnd: end } = box.current;
    put(`${text.slice(0, start)}${sign}${text.slice(start, end)}${sign}${text.slice(end)}`);
    box.current.focus();
    requestAnimationFrame(() => box.current.setSelectionRange(start + sign.length, end + sign.length));
  }
  const keys = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) enter(text);
  };
  return html`<div class=${classes('field-rich', invalid && 'invalid', busy && 'busy')}>
    <div class="field-tools" role="toolbar" aria-label="Formatting">${TOOLS.map(([label, sign, face]) => html`<button key=${sign} type="button" class="field-tool" aria-label=${label} data-tip=${label} onClick=${() => mark(sign)}>${face}</button>`)}</div>
    <textarea ref=${box} class="field" ...${named} aria-invalid=${invalid || undefined} rows=${Math.min(Math.max(element.min_lines || 4, 2), 12)} placeholder=${wordsOf(element.placeholder)} value=${text}
      onInput=${(event) => put(event.target.value)} onKeyDown=${keys}></textarea>
  </div>`;
}

