"""Every effect, and how it is performed."""

from __future__ import annotations

from app.flows import answers
from app.flows import presence as presence_flow
from app.flows.setup import WORDS
from app.relay import (
    backfill,
    channel,
    drafts,
    people,
    posts,
    presence,
    publishing,
    redactions,
    reminders,
    reviews,
)
from app.relay.effect import Performs

EFFECTS: dict[str, Performs] = {
    "channel.open": Performs(
        do=channel.open_channel,
        look=channel.find_channel,
        then=answers.channel_opened,
        method="conversations.create",
        step=WORDS["channel.open"],
    ),
    "people.sync": Performs(
        do=people.sync, method="users.list", step="read who is in the workspace"
    ),
    "channel.topic": Performs(
        do=channel.set_topic, method="conversations.setTopic", step=WORDS["channel.topic"]
    ),
    "invite": Performs(do=channel.invite, method="conversations.invite", step=WORDS["invite"]),
    "card.post": Performs(
        do=posts.card,
        look=posts.find_card,
        then=answers.card_posted,
        method="chat.postMessage",
        step=WORDS["card.post"],
    ),
    "card.update": Performs(do=posts.update_card, method="chat.update", step="edit the card"),
    "card.pin": Performs(do=channel.pin, method="pins.add", step=WORDS["card.pin"]),
    "card.bookmark": Performs(
        do=channel.bookmark,
        look=channel.find_bookmark,
        method="bookmarks.add",
        step=WORDS["card.bookmark"],
    ),
    "announcement.post": Performs(
        do=posts.announcement,
        look=posts.find_announcement,
        then=answers.announcement_posted,
        method="chat.postMessage",
        step=WORDS["announcement.post"],
    ),
    "announcement.update": Performs(
        do=posts.update_announcement, method="chat.update", step="edit the announcement"
    ),
    "post": Performs(
        do=posts.post,
        look=posts.find_post,
        then=answers.posted,
        method="chat.postMessage",
        step="post {place}",
    ),
    "backfill": Performs(
        do=backfill.read_channel,
        then=backfill.then_go_on,
        method="conversations.history",
        step="read the channel's history",
    ),
    "backfill.threads": Performs(
        do=backfill.read_threads,
        then=backfill.then_go_on,
        method="conversations.replies",
        step="read the channel's threads",
    ),
    "channel.check": Performs(
        do=presence.check,
        then=presence_flow.stands,
        method="conversations.info",
        step="look whether Muster is in the channel",
    ),
    "backfill.origin": Performs(
        do=backfill.read_origin,
        method="conversations.replies",
        step="read what it was declared from",
    ),
    "record.scour": Performs(
        do=redactions.scour, step="scour the database after a redaction", long=True
    ),
    "answer.backfill": Performs(do=backfill.answer, once=True, step="say what was read"),
    "digest.post": Performs(
        do=posts.digest,
        look=posts.find_digest,
        method="chat.postMessage",
        step="send a weekly digest",
    ),
    "reminder.close": Performs(
        do=reminders.close,
        then=answers.reminder_closed,
        method="chat.update",
        step="close a reminder that was answered",
    ),
    "draft": Performs(do=drafts.write, then=drafts.then_upload, long=True, step="write the draft"),
    "draft.progress": Performs(
        do=drafts.progress,
        look=drafts.find_progress,
        method="chat.postMessage",
        step="say how far the draft is",
    ),
    "draft.upload": Performs(
        do=drafts.upload,
        then=drafts.then_share,
        method="files.getUploadURLExternal",
        step="upload the draft",
    ),
    "draft.share": Performs(
        do=drafts.share,
        look=drafts.find_shared,
        method="files.completeUploadExternal",
        step="share the draft in the channel",
    ),
    "publish.canvas": Performs(
        do=publishing.canvas, then=publishing.then_say, step="show the published postmortem"
    ),
    "publish.upload": Performs(
        do=publishing.upload,
        then=publishing.then_share,
        method="files.getUploadURLExternal",
        step="show the published postmortem",
    ),
    "publish.share": Performs(
        do=publishing.share,
        look=publishing.find_shared,
        method="files.completeUploadExternal",
        step="share the postmortem",
    ),
    "review": Performs(
        do=reviews.write, then=reviews.then_tell, long=True, step="review the postmortem"
    ),
    "review.tell": Performs(do=reviews.tell, once=True, step="show the review"),
    "answer.opened": Performs(
        do=posts.answer_opened, once=True, step="tell who declared it where to go"
    ),
    "role.whisper": Performs(
        do=posts.whisper_role,
        once=True,
        method="chat.postEphemeral",
        step="tell a new holder what the role does",
    ),
}
