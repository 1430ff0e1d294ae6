// What elements hold: the fields of `state.values`, as docs.slack.dev names them.

/** For each element: the field of its value, and the field of its first value. */
export const FIELDS = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  channels_select: ['selected_channel', 'initial_channel'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  checkboxes: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  file_input: ['files', 'initial_files'],
};

/** A value as an action names it: `{selected_option: …}`. */
export function chosen(element, value) {
  const field = element.type === 'overflow' ? 'selected_option' : FIELDS[element.type]?.[0];
  return field ? { [field]: value ?? null } : {};
}

/** An element's entry in `state.values`. */
export function entry(element, value) {
  return { type: element.type, ...chosen(element, value) };
}

/** The value that `state.values` holds for an element, or the one it begins with. */
export function valueIn(values, block, element) {
  const [field, initial] = FIELDS[element.type] || [];
  const held = values[block.block_id]?.[element.action_id];
  return held && held.type === element.type ? held[field] : element[initial];
}

/** The values with one element's value replaced. */
export function withValue(values, block, element, value) {
  const before = values[block.block_id] || {};
  return { ...values, [block.block_id]: { ...before, [element.action_id]: entry(element, value) } };
}

/** Every element of a view that holds a value, with its block. */
export function fieldsOf(blocks) {
  return blocks.flatMap((block) => {
    const elements = [block.element, block.accessory, ...(block.elements || [])];
    const own = elements.filter((element) => element && FIELDS[element.type]).map((element) => ({ block, element }));
    return [...own, ...fieldsOf(block.child_blocks || [])];
  });
}

/** The values of a view that was redrawn: what the person touched stays, if it is still asked for. */
export function kept(view, values, touched) {
  let merged = view.state?.values || {};
  for (const { block, element } of fieldsOf(view.blocks)) {
    const held = values[block.block_id]?.[element.action_id];
    if (touched.has(`${block.block_id}/${element.action_id}`) && held?.type === element.type) {
      merged = { ...merged, [block.block_id]: { ...merged[block.block_id], [element.action_id]: held } };
    }
  }
  return merged;
}

const TEXTS = new Set(['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'rich_text_input']);

/** Whether a change of an input is told to the app: `how` is `choose`, `type` or `enter`. */
export function dispatches(block, element, how) {
  if (!block.dispatch_action) return false;
  if (!TEXTS.has(element.type)) return how === 'choose';
  const on = element.dispatch_action_config?.trigger_actions_on || ['on_enter_pressed'];
  return on.includes({ enter: 'on_enter_pressed', type: 'on_character_entered' }[how]);
}
