// The one place that names the library: Preact's hyperscript with htm's template syntax.
// Text that is put into a template becomes a text node, never markup.
import { h, Component, Fragment, createContext, render } from 'preact';
import htm from 'htm';

export {
  useCallback, useContext, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState,
} from 'preact/hooks';
export { Component, Fragment, createContext, render };

export const html = htm.bind(h);

/** Joins class names; what is false is left out. */
export function classes(...names) {
  return names.filter(Boolean).join(' ');
}

/** A component that is drawn again only when one of its properties is another value. */
export function steady(draw) {
  return class Steady extends Component {
    shouldComponentUpdate(next) {
      const now = this.props;
      const keys = Object.keys(next);
      return keys.length !== Object.keys(now).length || keys.some((key) => !Object.is(next[key], now[key]));
    }

    render(properties) {
      return draw(properties);
    }
  };
}
