"""Identifiers that the review itself looks for; secrets are the redaction room's business."""

EMAIL = r"(?<![\w.+/:@-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![\w@/:])"
#: Addresses of groups: no person, still an address.
GROUP_ADDRESS = (
    r"googlegroups|^(?:team|teams|help|support|info|contact|security|admin|abuse|noc|ops|sre|hello|postmaster|webmaster|incidents?|oncall|on-call|status|press|legal|privacy|feedback|sponsors?|tsc|board|sales|billing|marketing|jobs|media|community|infra|infrastructure|root|hostmaster|mail|office|members|tsc)\b"
    r"|[-.](?:team|list|dev|users|announce|admins?|group|all)@|@lists?\.|team@"
)
#: Not addresses of anybody.
NO_ADDRESS = r"^git@|@example\.|@localhost|noreply|no-reply|@sha256|\.(?:png|jpe?g|svg|js|css)$|@users\.noreply"
#: Where readers are asked to write: meant to be there.
INVITED = r"\b(?:contact|reach|email us|e-mail us|mail us|write to|report|please|get in touch|questions|let us know|send)\b"
#: Table columns whose wallets are people's.
HOLDERS = r"\b(?:owners?|users?|wallets?|customers?|victims?|holders?|recipients?|depositors?|claimants?)\b"
CUSTOMER = (
    r"\b(?:customer|account|tenant|subscription|org(?:ani[sz]ation)?|client|member|user|vault owner|team|project)[ _-]?(?:id|no|number|uuid|#)\b\s*[:=#]*\s*[\"'`]?(?=[\w-]*\d)[\w-]{3,64}"
    r"|\b(?:customer|account|tenant|client) #\d{2,}\b|\bcustomer \"?[A-Z][\w&]+(?: [A-Z][\w&]+)?(?: (?:Inc|Ltd|GmbH|LLC|Corp))\b"
)
WALLETS = (
    r"\b(?:0x[0-9a-fA-F]{40}|(?:[a-z]{3,12}1)[02-9ac-hj-np-z]{38,58}|bc1[02-9ac-hj-np-z]{25,60})\b"
)
