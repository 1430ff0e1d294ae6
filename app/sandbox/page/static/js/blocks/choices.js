// Radio buttons and checkboxes.
import { html, useEffect, useRef } from '../core/dom.js';
import { Text } from '../text/draw.js';
import { useField } from './surface.js';

function sameOption(one, other) {
  return one && other && one.value === other.value && one.text?.text === other.text?.text;
}

function Options({ element, block, field, focus, type, isChosen, pick }) {
  const group = useRef();
  const { invalid, busy, ...named } = field;
  useEffect(() => {
    if (focus || element.focus_on_load) group.current.querySelector('input')?.focus();
  }, []);
  const name = `${block.block_id}-${element.action_id}`;
  return html`<div ref=${group} class="choices" role=${type === 'radio' ? 'radiogroup' : 'group'} aria-invalid=${invalid || undefined} ...${named}>
    ${(element.options || []).map((option, index) => html`<label key=${`${option.value}-${index}`} class="choice">
      <input type=${type} name=${name} checked=${isChosen(option)} onChange=${(event) => pick(option, event.target.checked)} />
      <span class="choice-words"><${Text} of=${option.text} />${option.description && html`<span class="choice-hint"><${Text} of=${option.description} /></span>`}</span>
    </label>`)}
  </div>`;
}

export function RadioButtons(properties) {
  const { value, change } = useField(properties.block, properties.element);
  return html`<${Options} ...${properties} type="radio" isChosen=${(option) => sameOption(option, value)} pick=${(option) => change(option)} />`;
}

export function Checkboxes(properties) {
  const { value, change } = useField(properties.block, properties.element);
  const chosen = value || [];
  const pick = (option, on) => {
    // In the order of the options, as Slack keeps them.
    change(properties.element.options.filter((each) => (sameOption(each, option) ? on : chosen.some((one) => sameOption(one, each)))));
  };
  return html`<${Options} ...${properties} type="checkbox" isChosen=${(option) => chosen.some((each) => sameOption(each, option))} pick=${pick} />`;
}
