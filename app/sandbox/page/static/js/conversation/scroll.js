// Keeping one's place in a list that grows at both ends. Browsers anchor the scroll position by
// themselves only in part, so it is done here: what stood at the top of the view stays there, and
// who is at the end stays at the end.
import { useEffect, useLayoutEffect, useRef } from '../core/dom.js';

/** Nearer to the end than this counts as being there. */
const END = 40;
const NEAR = 900;

function atEnd(box) {
  return box.scrollHeight - box.scrollTop - box.clientHeight < END;
}

/** The first row in view, and how far it stands from the top. */
function anchorOf(box) {
  const top = box.scrollTop;
  const rows = box.firstElementChild.children;
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].offsetTop + rows[middle].offsetHeight <= top) low = middle + 1;
    else high = middle;
  }
  // Rows without a time come and go; the next message is what one reads.
  while (low < rows.length - 1 && !rows[low].dataset.ts) low += 1;
  const row = rows[low];
  return row?.dataset.ts ? { ts: row.dataset.ts, from: row.offsetTop - top } : null;
}

/** The pills of past days all stick to the top: only the last of them may show. */
function coverDays(box) {
  const lines = [...box.querySelectorAll('.day-line')];
  const stuck = lines.findLastIndex((line) => line.offsetTop < box.scrollTop);
  lines.forEach((line, index) => line.nextElementSibling?.classList.toggle('day-covered', index < stuck));
}

export function rowAt(box, ts) {
  return box.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
}

/**
 * Holds the place. `goTo` is where to go next (`end`, `start`, `new`, or a ts); `went` is told when
 * it is done; `near` is told when an end of the list comes into reach; `moved` gets whether the
 * view is at the end, and whether it is far from it. While there is `more` to load at the end of
 * the list, that is no end to stay at: who followed it would be carried off.
 */
export function useScroll({ rows, goTo, went, near, moved, more }) {
  const box = useRef();
  const place = useRef({ end: true, anchor: null, top: 0 });
  const latest = useRef({});
  latest.current = { near, moved, went, more };
  const isEnd = (current) => !latest.current.more && atEnd(current);

  function look() {
    const { current } = box;
    if (!current) return;
    // Who was at the end and did not go up is still there: a picture that came made it longer.
    const stayed = place.current.end && !latest.current.more && current.scrollTop >= place.current.top;
    const end = stayed || isEnd(current);
    place.current = { end, anchor: anchorOf(current), top: current.scrollTop };
    coverDays(current);
    const left = current.scrollHeight - current.scrollTop - current.clientHeight;
    latest.current.moved(place.current.end, left > current.clientHeight * 0.7);
    if (current.scrollTop < NEAR) latest.current.near('older');
    if (left < NEAR) latest.current.near('newer');
  }

  function settle() {
    const { current } = box;
    if (!current) return;
    const { end, anchor } = place.current;
    if (end) {
      current.scrollTop = current.scrollHeight;
    } else if (anchor) {
      const row = rowAt(current, anchor.ts);
      if (row) current.scrollTop = row.offsetTop - anchor.from;
    }
  }

  function travel() {
    const { current } = box;
    const line = current.querySelector('.new-line');
    const { where } = goTo;
    const target = where === 'start' || where === 'new' ? line : where === 'end' ? null : rowAt(current, where);
    if (target) {
      const share = where === 'start' || where === 'new' ? 0.15 : 0.35;
      current.scrollTop = target.offsetTop - current.clientHeight * share;
    } else {
      current.scrollTop = current.scrollHeight;
    }
    place.current = { end: isEnd(current), anchor: anchorOf(current), top: current.scrollTop };
  }

  useLayoutEffect(() => {
    if (goTo && rows.length) {
      travel();
      latest.current.went(goTo);
    } else {
      settle();
    }
    look();
  }, [rows, goTo]);

  useEffect(() => {
    const { current } = box;
    // Pictures that arrive and windows that change their size move what one reads.
    const watcher = new ResizeObserver(settle);
    watcher.observe(current);
    watcher.observe(current.firstElementChild);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      watcher.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, []);
  return box;
}
