// Every interactive element, by type, and how one stands in a block.
import { html } from '../core/dom.js';
import { BlockIconButton, Button, FeedbackButtons, Overflow, WorkflowButton } from './buttons.js';
import { Checkboxes, RadioButtons } from './choices.js';
import { Select } from './selects.js';
import { RichTextInput, TextInput } from './texts.js';
import { DatePicker, DateTimePicker, TimePicker } from './times.js';
import { FileInput } from './uploads.js';
import { Picture } from './images.js';
import { Unknown } from './unknown.js';

export const ELEMENTS = {
  button: Button,
  workflow_button: WorkflowButton,
  overflow: Overflow,
  feedback_buttons: FeedbackButtons,
  icon_button: BlockIconButton,
  plain_text_input: TextInput,
  email_text_input: TextInput,
  url_text_input: TextInput,
  number_input: TextInput,
  rich_text_input: RichTextInput,
  static_select: Select,
  external_select: Select,
  users_select: Select,
  channels_select: Select,
  conversations_select: Select,
  multi_static_select: Select,
  multi_external_select: Select,
  multi_users_select: Select,
  multi_channels_select: Select,
  multi_conversations_select: Select,
  radio_buttons: RadioButtons,
  checkboxes: Checkboxes,
  datepicker: DatePicker,
  timepicker: TimePicker,
  datetimepicker: DateTimePicker,
  file_input: FileInput,
  image: Picture,
};

/** An element; `field` are the attributes that tie it to its label, hint and error. */
export function Element({ element, block, field = {}, focus = false }) {
  const draw = ELEMENTS[element?.type];
  if (!draw) return html`<${Unknown} what="element" value=${element} />`;
  return html`<${draw} element=${element} block=${block} field=${field} focus=${focus} />`;
}
