"""Tokens and incoming webhooks of chat and meeting services."""

from app.redaction.rules.token import Token

_SLACK = "https://docs.slack.dev/authentication/tokens"

CHAT = (
    Token(
        "slack-token",
        "slack token",
        ("xoxa-", "xoxb-", "xoxc-", "xoxd-", "xoxe-", "xoxe.", "xoxo-", "xoxp-", "xoxr-", "xoxs-"),
        r"xox[a-z](?:\.xox[a-z])?-(?=[A-Za-z0-9%+/=_-]{0,60}\d)[A-Za-z0-9%+/=_-]{10,600}",
        _SLACK,
    ),
    Token(
        "slack-app-token",
        "slack token",
        ("xapp-", "xwfp-"),
        r"x(?:app|wfp)-[A-Za-z0-9-]{15,250}",
        _SLACK,
    ),
    Token(
        "slack-webhook",
        "slack webhook",
        ("hooks.slack.com/", "hooks.slack-gov.com/"),
        r"hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers|actions|commands|app)/"
        r"(?P<value>[A-Za-z0-9][A-Za-z0-9_/+-]{15,200})",
        "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks",
        inside=True,
    ),
    Token(
        "discord-webhook",
        "discord webhook",
        ("discord.com/api/webhooks/", "discordapp.com/api/webhooks/"),
        r"discord(?:app)?\.com/api/webhooks/(?P<value>\d{15,22}/[A-Za-z0-9_-]{40,100})",
        "https://discord.com/developers/docs/resources/webhook",
        inside=True,
    ),
    Token(
        "teams-webhook",
        "teams webhook",
        (".webhook.office.com/webhookb2/", "outlook.office.com/webhook/"),
        r"(?:\.webhook\.office\.com/webhookb2|outlook\.office\.com/webhook)/"
        r"(?P<value>[0-9a-f]{8}-[0-9a-f@-]{28,100}/IncomingWebhook/[0-9a-zA-Z/-]{30,140})",
        "https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook",
        inside=True,
    ),
    Token(
        "google-chat-webhook",
        "google chat webhook",
        ("chat.googleapis.com/v1/spaces/",),
        r"chat\.googleapis\.com/v1/spaces/(?P<value>[A-Za-z0-9_-]{5,40}/messages\?key=[^\s\"'<>|`]{30,250})",
        "https://developers.google.com/workspace/chat/quickstart/webhooks",
        inside=True,
    ),
    Token(
        "zapier-webhook",
        "zapier webhook",
        ("hooks.zapier.com/hooks/catch/",),
        r"hooks\.zapier\.com/hooks/catch/(?P<value>[A-Za-z0-9]{4,20}/[A-Za-z0-9]{5,30})",
        "https://help.zapier.com/hc/en-us/articles/8496288690317",
        inside=True,
    ),
    Token(
        "workflow-webhook",
        "workflow webhook",
        ("/workflows/",),
        r"/workflows/[0-9a-f]{32}/triggers/[^\s\"'<>|`]{5,300}?[?&]sig=(?P<value>[A-Za-z0-9_%-]{20,100})",
        "https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app",
        inside=True,
    ),
    Token(
        "telegram-bot-token",
        "telegram bot token",
        (),
        r"(?:bot)?(?P<value>\d{6,12}:A[A-Za-z0-9_-]{34}(?![A-Za-z0-9_-]))",
        "https://core.telegram.org/bots/api#authorizing-your-bot",
        needs=(":A",),
    ),
    Token(
        "mattermost-webhook",
        "chat webhook",
        ("/hooks/",),
        r"/hooks/(?P<value>(?=[a-z0-9]{0,25}\d)[a-z0-9]{26}|[A-Za-z0-9]{17,24}/[A-Za-z0-9]{40,50})",
        "https://developers.mattermost.com/integrate/webhooks/incoming/",
        inside=True,
    ),
)
