// The page's state: one object, changed by replacing what changed, and who draws from it.
import { useLayoutEffect, useReducer, useRef } from './dom.js';

export const state = {
  me: '',
  workspace: null,
  people: {},
  channels: {},
  /** Channel id to the loaded stretch of it, see state/log.js. */
  logs: {},
  /** `channel:ts` to a parent and its replies. */
  threads: {},
  /** Channel id to what only this person sees there. */
  ephemerals: {},
  members: {},
  /** Channel id to what is pinned there, once that was looked at. */
  pins: {},
  /** What the main column shows: `channel`, `search`. */
  route: { page: 'channel', channel: '' },
  /** What the right column shows, or null. */
  pane: null,
  /** Open modals, lowest first. */
  views: [],
  home: undefined,
  /** The popover that is open, and dialogs of the page's own, lowest first. */
  popover: null,
  dialogs: [],
  toasts: [],
  connection: 'connecting',
  scenario: { scenarios: [], play: null, steps: [] },
  /** On a narrow screen: the list of channels instead of the conversation. */
  listShown: false,
  editing: '',
};

const readers = new Set();
let waiting = false;

/** Puts new values into the state; whoever draws from them draws again before the next frame. */
export function update(changes) {
  Object.assign(state, changes);
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    for (const reader of [...readers]) reader();
  });
}

/** Replaces one entry of a table in the state; undefined takes it away. */
export function put(table, key, value) {
  const changed = { ...state[table] };
  if (value === undefined) delete changed[key];
  else changed[key] = value;
  update({ [table]: changed });
}

/** What a component needs of the state; it is drawn again when that is another value. */
export function useStore(select) {
  const [, redraw] = useReducer((count) => count + 1, 0);
  const latest = useRef({});
  const value = select(state);
  latest.current = { select, value };
  useLayoutEffect(() => {
    const reader = () => {
      if (!same(latest.current.select(state), latest.current.value)) redraw();
    };
    readers.add(reader);
    // It may have changed between drawing and now.
    reader();
    return () => readers.delete(reader);
  }, []);
  return value;
}

function same(one, other) {
  if (Object.is(one, other)) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((each, index) => Object.is(each, other[index]));
}
