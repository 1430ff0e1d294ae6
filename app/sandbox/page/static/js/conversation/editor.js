// The field that one types a message into: it grows, completes names, and sets marks.
import { classes, html, useEffect, useLayoutEffect, useRef, useState } from '../core/dom.js';
import { CommandHint, CompletionList, commandHint, completionsOf } from './completion.js';

const WRAPS = { b: '*', i: '_', e: '`' };
let count = 0;

const MARKED = /(@[\w.-]*\w|#[\w-]+|https?:\/\/\S+)|(`[^`\n]+`)/g;

/** What is typed, once more behind the field, with names and code in colour; it also gives the height. */
function Mirror({ text }) {
  const parts = [];
  let position = 0;
  for (const match of text.matchAll(MARKED)) {
    parts.push(text.slice(position, match.index), html`<span class=${match[1] ? 'mirror-name' : 'mirror-code'}>${match[0]}</span>`);
    position = match.index + match[0].length;
  }
  return html`<div class="mirror" aria-hidden="true">${parts}${text.slice(position)}${'\u200B'}</div>`;
}

/** A place among the items of a list that starts anew with each other list. */
function usePlace(list) {
  const [at, setAt] = useState(0);
  const key = list ? `${list.title}:${list.items.map((each) => each.key).join()}` : '';
  useLayoutEffect(() => setAt(0), [key]);
  return [list ? Math.min(at, list.items.length - 1) : 0, setAt];
}

/**
 * The field. `change` gets each text, `submit` is Enter, `cancel` Escape, `upward` arrow up in an
 * empty field; `tools` gets functions that put text or marks in where the caret is.
 */
export function Editor({ text, change, submit, cancel, upward, label, placeholder, tools, paste, focus, commands = true }) {
  const box = useRef();
  const id = useRef(`editor-${count += 1}`).current;
  const [caret, setCaret] = useState(text.length);
  const [closed, setClosed] = useState('');
  const next = useRef(null);
  const found = closed === text ? null : completionsOf(text, caret);
  const list = found && (commands || found.title !== 'Commands') ? found : null;
  const [at, setAt] = usePlace(list);
  const hint = !list && commands ? commandHint(text) : undefined;

  useEffect(() => {
    if (!focus) return;
    box.current.focus({ preventScroll: true });
    box.current.setSelectionRange(text.length, text.length);
  }, []);
  useLayoutEffect(() => {
    if (!next.current) return;
    box.current.focus();
    box.current.setSelectionRange(...next.current);
    setCaret(next.current[1]);
    next.current = null;
  });

  /** Puts a text between two places and the caret behind it, or around `inner` characters. */
  function splice(from, to, put, [start, end] = [put.length, put.length]) {
    next.current = [from + start, from + end];
    change(text.slice(0, from) + put + text.slice(to));
  }
  function insert(put) {
    const { selectionStart: from, selectionEnd: to } = box.current;
    splice(from, to, put);
  }
  function wrap(sign, close = sign) {
    const { selectionStart: from, selectionEnd: to } = box.current;
    const inner = text.slice(from, to);
    splice(from, to, sign + inner + close, [sign.length, sign.length + inner.length]);
  }
  function lines(sign) {
    const { selectionStart: from, selectionEnd: to } = box.current;
    const start = text.lastIndexOf('\n', from - 1) + 1;
    const marked = text.slice(start, to).split('\n').map((line, index) => `${sign === '1.' ? `${index + 1}.` : sign} ${line}`).join('\n');
    splice(start, to, marked);
  }
  if (tools) tools.current = { insert, wrap, lines, focus: () => box.current.focus() };

  function choose(item) {
    if (item.act) {
      change('');
      item.act();
    } else {
      splice(list.from, caret, item.insert);
    }
  }
  function listKeys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + list.items.length) % list.items.length);
    else if (event.key === 'Escape') setClosed(text);
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !list.items[at].exact)) choose(list.items[at]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
  function keys(event) {
    if (event.isComposing || (list && listKeys(event))) return;
    const wrapped = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && WRAPS[event.key.toLowerCase()];
    if (wrapped) {
      event.preventDefault();
      wrap(wrapped);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && cancel) {
      event.preventDefault();
      event.stopPropagation();
      cancel();
    } else if (event.key === 'ArrowUp' && !text && upward && !event.shiftKey) {
      if (upward()) event.preventDefault();
    }
  }
  const place = () => setCaret(box.current.selectionStart);
  return html`
    ${list && html`<${CompletionList} id=${`${id}-list`} title=${list.title} items=${list.items} at=${at} choose=${choose} point=${setAt} />`}
    ${hint && html`<${CommandHint} command=${hint} />`}
    <div class="editor"><${Mirror} text=${text || ' '} />
      <textarea ref=${box} class=${classes('editor-text', !text && 'editor-empty')} rows="1" value=${text} placeholder=${placeholder} aria-label=${label} aria-multiline="true" aria-autocomplete="list"
        aria-controls=${list ? `${id}-list` : undefined} aria-activedescendant=${list ? `${id}-list-${at}` : undefined} spellcheck=${true} enterkeyhint="send"
        onInput=${(event) => {
          change(event.target.value);
          place();
        }} onKeyDown=${keys} onKeyUp=${place} onClick=${place} onSelect=${place} onPaste=${paste}></textarea></div>`;
}
