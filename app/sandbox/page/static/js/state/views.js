// Modals that the app opened, and App Home.
import { mine } from '../core/api.js';
import { state, update } from '../core/store.js';

/** Shows a view that is new, or is another now. */
export function putView(view) {
  if (view.type === 'home') {
    update({ home: view });
    return;
  }
  const place = state.views.findIndex((each) => each.id === view.id);
  if (place >= 0) {
    update({ views: state.views.map((each) => (each.id === view.id ? view : each)) });
  } else {
    // A view without one beneath it opens over whatever was open: that is gone.
    const below = view.previous_view_id ? state.views : [];
    update({ views: [...below, view] });
  }
}

export function closeView(id) {
  update({ views: state.views.filter((each) => each.id !== id) });
}

export async function loadViews() {
  const answer = await mine('GET', ['views']);
  if (answer.ok) update({ views: answer.views });
}

export async function openHome() {
  const answer = await mine('POST', ['home'], { tab: 'home' });
  if (answer.ok && (answer.view || state.home === undefined)) update({ home: answer.view });
}
