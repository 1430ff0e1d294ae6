// What this page has no picture of: shown as such, with what it holds.
import { Component, html } from '../core/dom.js';

/** A block or element of a kind that is not known here. */
export function Unknown({ what = 'block', value }) {
  const type = value && typeof value === 'object' ? value.type : typeof value;
  return html`<details class="unknown" data-unknown=${String(type)}>
    <summary>Unknown ${what}: <code>${String(type)}</code></summary>
    <pre class="pre">${JSON.stringify(value, null, 2)}</pre>
  </details>`;
}

/** Draws what is in it, or says that it could not: one bad block takes nothing else away. */
export class Safely extends Component {
  constructor(properties) {
    super(properties);
    this.state = { failed: null };
  }

  static getDerivedStateFromError(error) {
    return { failed: error };
  }

  componentDidUpdate(before) {
    if (this.state.failed && before.value !== this.props.value) this.setState({ failed: null });
  }

  render({ children, value }, { failed }) {
    if (!failed) return children;
    return html`<div class="block-failed" data-failed=${String(failed.message)}><${Unknown} value=${value} /></div>`;
  }
}
