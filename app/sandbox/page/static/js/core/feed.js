// The live feed: a WebSocket that comes back by itself.
import { state, update } from './store.js';

const SHORTEST = 250;
const LONGEST = 5000;
/** A connection that answers nothing for so long is taken for dead. */
const PATIENCE = 8000;

/** Keeps a feed open for the person; `heard` gets each event. Answers a function that ends it. */
export function openFeed(heard) {
  let socket = null;
  let delay = SHORTEST;
  let timer = 0;
  let ended = false;

  function connect() {
    clearTimeout(timer);
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    socket = new WebSocket(`${scheme}://${location.host}/client/${state.me}/feed`);
    const patience = setTimeout(() => socket.close(), PATIENCE);
    socket.onmessage = (message) => {
      clearTimeout(patience);
      const event = JSON.parse(message.data);
      if (event.type === 'hello') {
        delay = SHORTEST;
        update({ connection: 'connected' });
      }
      heard(event);
    };
    socket.onclose = () => {
      clearTimeout(patience);
      if (ended) return;
      update({ connection: 'offline' });
      timer = setTimeout(connect, delay);
      delay = Math.min(delay * 2, LONGEST);
    };
  }

  // A laptop that wakes up, or a network that is back, need not wait for the next attempt.
  function hurry() {
    if (socket.readyState === WebSocket.CLOSED) connect();
  }
  window.addEventListener('online', hurry);
  window.addEventListener('focus', hurry);
  connect();

  return () => {
    ended = true;
    clearTimeout(timer);
    window.removeEventListener('online', hurry);
    window.removeEventListener('focus', hurry);
    socket.close();
  };
}
