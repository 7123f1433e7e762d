# Written by `npm run python-events` from docs/schemas. Do not edit it.

from __future__ import annotations

from typing import Annotated, Literal

from cdk_esign_webhooks_events.json_types import JsonObject, SigningTime
from cdk_esign_webhooks_events.signing_model import SigningModel
from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType

SigningProvider = TypeAliasType(
    "SigningProvider",
    Annotated[
        Literal["iinked-sign", "sign-plus", "documenso", "kingsign"] | str,
        Field(title="SigningProvider"),
    ],
)
"""
The e-signature service.
"""


class SigningEnvelope(SigningModel):
    """
    The envelope, or the template in an event of a template.
    """

    model_config = ConfigDict(
        arbitrary_types_allowed=True,
    )
    id: str
    """
    The provider's id of the envelope.
    """
    legacy_id: Annotated[str | None, Field(alias="legacyId")] = None
    """
    The provider's older id of the envelope, if it has two (Documenso's number). It is the same in each version of the provider.
    """
    template_id: Annotated[str | None, Field(alias="templateId")] = None
    """
    The template that the envelope was made from (Documenso's number): the `legacyId` of that template's own events.
    """
    title: str | None = None
    """
    The envelope's title.
    """
    external_id: Annotated[str | None, Field(alias="externalId")] = None
    """
    The sender's own reference, if the provider supports a text.
    """
    external_data: Annotated[JsonObject | None, Field(alias="externalData")] = None
    """
    The sender's own JSON, if the provider supports an object (iinked Sign's `externalData`). Left out above 8 KiB: the record has it.
    """
    status: str | None = None
    """
    The provider's name of the envelope's state.
    """


Authenticity = TypeAliasType(
    "Authenticity",
    Annotated[
        Literal["hmac-sha256", "hmac-sha1", "shared-secret", "url-token"] | str,
        Field(title="Authenticity"),
    ],
)
"""
The proof of the webhook's sender. `hmac-sha256`, `hmac-sha1`: a MAC of the address and of every byte of the body. `shared-secret`, `url-token`: the sender knows a secret, and the body is not protected.
"""


class RecordPlace(SigningModel):
    """
    Where the raw request of a webhook is stored, written once.
    """

    bucket: str
    key: str


class SigningDocument(SigningModel):
    """
    One document of an envelope.
    """

    id: str
    """
    The provider's id of the document.
    """
    title: str | None = None
    """
    The document's title.
    """
    external_id: Annotated[str | None, Field(alias="externalId")] = None
    """
    The sender's own reference of the document.
    """


class SigningRecipient(SigningModel):
    """
    Somebody who signs or gets a copy. `recipient` is the one who acted, if the body alone shows it.
    """

    id: str
    """
    The provider's id of the recipient.
    """
    name: str | None = None
    """
    The recipient's name.
    """
    email: str | None = None
    """
    The recipient's e-mail address.
    """
    status: str | None = None
    """
    The provider's name of the recipient's state.
    """
    expired_at: Annotated[str | None, Field(alias="expiredAt")] = None
    """
    The time when the provider found that the recipient's time to sign is over. Absent before, and after a new invitation.
    """


class SigningProgress(SigningModel):
    """
    How many have signed.
    """

    signed: Annotated[int, Field(ge=-9007199254740991, le=9007199254740991)]
    """
    The number of recipients who have signed.
    """
    total: Annotated[int, Field(ge=-9007199254740991, le=9007199254740991)]
    """
    The number of recipients who have to sign.
    """


class DocumentCompletedEvent(SigningModel):
    """
    Everybody signed one document of the envelope: a webhook reports it.
    """

    model_config = ConfigDict(
        arbitrary_types_allowed=True,
    )
    version: Literal[1]
    """
    The version of this contract. An event of another version is another contract.
    """
    id: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """
    The same for each delivery of the same event. De-duplicate by it.
    """
    type: Literal["document.completed"]
    provider: SigningProvider
    endpoint: Annotated[str, Field(pattern="^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    """
    The name of the endpoint: one address for one account at one provider.
    """
    confirmed: bool
    """
    True if the provider's API confirmed it, and not only a webhook. Never true on `envelope.archive-failed`, nor on a test.
    """
    test: Literal[True] | None = None
    """
    Present if a test webhook caused the event: the command `trigger`, or a provider's Test button. Nobody signed anything.
    """
    replayed_at: Annotated[SigningTime | None, Field(alias="replayedAt")] = None
    """
    Present if the command `replay` handed the event on again: the time when it started.
    """
    occurred_at: Annotated[str | None, Field(alias="occurredAt")] = None
    """
    The provider's time of the event, if it sends one.
    """
    received_at: Annotated[SigningTime, Field(alias="receivedAt")]
    """
    The arrival of the webhook, or the time when the archiver made the event.
    """
    problem: str | None = None
    """
    The problem with a genuine request or with a bundle, or the reason why archiving failed.
    """
    envelope: SigningEnvelope
    authenticity: Authenticity
    record: RecordPlace
    provider_event: Annotated[str, Field(alias="providerEvent")]
    """
    The provider's own name of the event.
    """
    document: SigningDocument
    recipient: SigningRecipient | None = None
    recipients: list[SigningRecipient] | None = None
    """
    All recipients, if the webhook lists them.
    """
    progress: SigningProgress | None = None


FoundBy = TypeAliasType(
    "FoundBy",
    Annotated[
        Literal["reconciliation", "import"] | str, Field(title="FoundBy")
    ],
)
"""
Who found a completed envelope: a pass over the provider's list (`reconciliation`), or an operator's `import` of the past. Absent if a webhook reported the completion.
"""


class Manifest(SigningModel):
    """
    The list of all files.
    """

    key: str
    """
    The manifest's key in the bucket.
    """
    sha256: str
    """
    The manifest's SHA-256, hex.
    """


ArchivedFileRole = TypeAliasType(
    "ArchivedFileRole",
    Annotated[
        Literal["executed", "executed-with-certificate", "portfolio-document", "certificate", "audit-log", "master-file", "rendered", "original", "field-values", "field-geometry"] | str,
        Field(title="ArchivedFileRole"),
    ],
)
"""
The role of a file in a bundle: `executed` is the signed document, and `rendered` is one that the archiver drew because the provider makes none.
"""


class MissingFile(SigningModel):
    """
    A file of an envelope that the archive does not have, although the provider lists it.
    """

    role: ArchivedFileRole
    name: str
    """
    The path that the file would have inside the bundle.
    """
    document_id: Annotated[str | None, Field(alias="documentId")] = None
    """
    The provider's id of the document.
    """
    title: str | None = None
    """
    The provider's name of the document.
    """
    reason: str
    """
    The reason why the last attempt did not get the file, or `not-tried`: the run ended before it.
    """


class ProviderEvent(SigningModel):
    """
    Any other genuine webhook. If it is not readable, `problem` says why.
    """

    model_config = ConfigDict(
        arbitrary_types_allowed=True,
    )
    version: Literal[1]
    """
    The version of this contract. An event of another version is another contract.
    """
    id: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """
    The same for each delivery of the same event. De-duplicate by it.
    """
    type: Literal["provider.event"]
    provider: SigningProvider
    endpoint: Annotated[str, Field(pattern="^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    """
    The name of the endpoint: one address for one account at one provider.
    """
    confirmed: bool
    """
    True if the provider's API confirmed it, and not only a webhook. Never true on `envelope.archive-failed`, nor on a test.
    """
    test: Literal[True] | None = None
    """
    Present if a test webhook caused the event: the command `trigger`, or a provider's Test button. Nobody signed anything.
    """
    replayed_at: Annotated[SigningTime | None, Field(alias="replayedAt")] = None
    """
    Present if the command `replay` handed the event on again: the time when it started.
    """
    occurred_at: Annotated[str | None, Field(alias="occurredAt")] = None
    """
    The provider's time of the event, if it sends one.
    """
    received_at: Annotated[SigningTime, Field(alias="receivedAt")]
    """
    The arrival of the webhook, or the time when the archiver made the event.
    """
    problem: str | None = None
    """
    The problem with a genuine request or with a bundle, or the reason why archiving failed.
    """
    authenticity: Authenticity
    record: RecordPlace
    provider_event: Annotated[str | None, Field(alias="providerEvent")] = None
    """
    The provider's own name of the event.
    """
    document: SigningDocument | None = None
    recipient: SigningRecipient | None = None
    recipients: list[SigningRecipient] | None = None
    """
    All recipients, if the webhook lists them.
    """
    progress: SigningProgress | None = None
    envelope: SigningEnvelope | None = None


class UnknownSigningEvent(SigningModel):
    """
    An event of a type that this version does not know: a later version publishes it.
    """

    model_config = ConfigDict(
        arbitrary_types_allowed=True,
    )
    version: Literal[1]
    """
    The version of this contract. An event of another version is another contract.
    """
    id: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """
    The same for each delivery of the same event. De-duplicate by it.
    """
    type: str
    provider: SigningProvider
    endpoint: Annotated[str, Field(pattern="^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    """
    The name of the endpoint: one address for one account at one provider.
    """
    confirmed: bool
    """
    True if the provider's API confirmed it, and not only a webhook. Never true on `envelope.archive-failed`, nor on a test.
    """
    test: Literal[True] | None = None
    """
    Present if a test webhook caused the event: the command `trigger`, or a provider's Test button. Nobody signed anything.
    """
    replayed_at: Annotated[SigningTime | None, Field(alias="replayedAt")] = None
    """
    Present if the command `replay` handed the event on again: the time when it started.
    """
    occurred_at: Annotated[str | None, Field(alias="occurredAt")] = None
    """
    The provider's time of the event, if it sends one.
    """
    received_at: Annotated[SigningTime, Field(alias="receivedAt")]
    """
    The arrival of the webhook, or the time when the archiver made the event.
    """
    problem: str | None = None
    """
    The problem with a genuine request or with a bundle, or the reason why archiving failed.
    """


class ReportedEvent(SigningModel):
    """
    Something happened to an envelope, a recipient or a template: a webhook reports it.
    """

    model_config = ConfigDict(
        arbitrary_types_allowed=True,
    )
    version: Literal[1]
    """
    The version of this contract. An event of another version is another contract.
    """
    id: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """
    The same for each delivery of the same event. De-duplicate by it.
    """
    type: Literal["envelope.created", "envelope.sent", "envelope.updated", "envelope.declined", "envelope.voided", "envelope.expired", "envelope.deleted", "recipient.viewed", "recipient.signed", "recipient.declined", "recipient.expired", "recipient.reminded", "template.created", "template.updated", "template.deleted", "template.used"]
    provider: SigningProvider
    endpoint: Annotated[str, Field(pattern="^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    """
    The name of the endpoint: one address for one account at one provider.
    """
    confirmed: bool
    """
    True if the provider's API confirmed it, and not only a webhook. Never true on `envelope.archive-failed`, nor on a test.
    """
    test: Literal[True] | None = None
    """
    Present if a test webhook caused the event: the command `trigger`, or a provider's Test button. Nobody signed anything.
    """
    replayed_at: Annotated[SigningTime | None, Field(alias="replayedAt")] = None
    """
    Present if the command `replay` handed the event on again: the time when it started.
    """
    occurred_at: Annotated[str | None, Field(alias="occurredAt")] = None
    """
    The provider's time of the event, if it sends one.
    """
    received_at: Annotated[SigningTime, Field(alias="receivedAt")]
    """
    The arrival of the webhook, or the time when the archiver made the event.
    """
    problem: str | None = None
    """
    The problem with a genuine request or with a bundle, or the reason why archiving failed.
    """
    envelope: SigningEnvelope
    authenticity: Authenticity
    record: RecordPlace
    provider_event: Annotated[str, Field(alias="providerEvent")]
    """
    The provider's own name of the event.
    """
    document: SigningDocument | None = None
    recipient: SigningRecipient | None = None
    recipients: list[SigningRecipient] | None = None
    """
    All recipients, if the webhook lists them.
    """
    progress: SigningProgress | None = None


class EnvelopeCompletedEvent(SigningModel):
    """
    Everybody signed everything. A webhook reports it, and then it has `authenticity` and `record`; or the archiver found it (`foundBy`), and then the API has confirmed it.
    """

    model_config = ConfigDict(
        arbitrary_types_allowed=True,
    )
    version: Literal[1]
    """
    The version of this contract. An event of another version is another contract.
    """
    id: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """
    The same for each delivery of the same event. De-duplicate by it.
    """
    type: Literal["envelope.completed"]
    provider: SigningProvider
    endpoint: Annotated[str, Field(pattern="^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    """
    The name of the endpoint: one address for one account at one provider.
    """
    confirmed: bool
    """
    True if the provider's API confirmed it, and not only a webhook. Never true on `envelope.archive-failed`, nor on a test.
    """
    test: Literal[True] | None = None
    """
    Present if a test webhook caused the event: the command `trigger`, or a provider's Test button. Nobody signed anything.
    """
    replayed_at: Annotated[SigningTime | None, Field(alias="replayedAt")] = None
    """
    Present if the command `replay` handed the event on again: the time when it started.
    """
    occurred_at: Annotated[str | None, Field(alias="occurredAt")] = None
    """
    The provider's time of the event, if it sends one.
    """
    received_at: Annotated[SigningTime, Field(alias="receivedAt")]
    """
    The arrival of the webhook, or the time when the archiver made the event.
    """
    problem: str | None = None
    """
    The problem with a genuine request or with a bundle, or the reason why archiving failed.
    """
    envelope: SigningEnvelope
    authenticity: Authenticity | None = None
    record: RecordPlace | None = None
    provider_event: Annotated[str | None, Field(alias="providerEvent")] = None
    """
    The provider's own name of the event.
    """
    document: SigningDocument | None = None
    recipient: SigningRecipient | None = None
    recipients: list[SigningRecipient] | None = None
    """
    All recipients, if the webhook lists them.
    """
    progress: SigningProgress | None = None
    found_by: Annotated[FoundBy | None, Field(alias="foundBy")] = None


class ArchivedFile(SigningModel):
    """
    One file of a bundle in the archive bucket.
    """

    role: ArchivedFileRole
    key: str
    """
    The file's key in the archive bucket.
    """
    size: Annotated[int, Field(ge=0, le=9007199254740991)]
    """
    Bytes.
    """
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """
    The SHA-256 of the file's bytes, hex.
    """
    document_id: Annotated[str | None, Field(alias="documentId")] = None
    """
    The provider's id of the document.
    """
    title: str | None = None
    """
    The provider's name of the document. It is never part of a key.
    """
    extracted_from: Annotated[str | None, Field(alias="extractedFrom")] = None
    """
    The key of the portfolio that contains a `portfolio-document`.
    """
    rendered_by: Annotated[str | None, Field(alias="renderedBy")] = None
    """
    The name and version of this software, for a `rendered` file.
    """
    rendered_from: Annotated[list[str] | None, Field(alias="renderedFrom")] = None
    """
    The keys of the sources of a `rendered` file, the original first.
    """


class IncompleteSummary(SigningModel):
    """
    What the archive has of an envelope that could not be archived, on `envelope.archive-failed` only. It is no bundle.
    """

    bucket: str
    """
    The archive's bucket.
    """
    revision: str
    """
    The hash of the signed state.
    """
    key: str
    """
    The key of `incomplete.json` in the bucket.
    """
    sha256: str
    """
    The SHA-256 of `incomplete.json`, hex.
    """
    files: list[ArchivedFile] | None = None
    """
    The files that are in the archive. Left out above 200 files, or if the event became too large. `incomplete.json` has all files.
    """
    file_count: Annotated[int, Field(alias="fileCount", ge=0, le=9007199254740991)]
    """
    The number of files that are in the archive.
    """
    missing: list[MissingFile] | None = None
    """
    The files that cannot be had, and why. Left out like `files`.
    """
    missing_count: Annotated[
        int, Field(alias="missingCount", ge=0, le=9007199254740991)
    ]
    """
    The number of files that cannot be had.
    """


class ArchiveSummary(SigningModel):
    """
    The archived bundle, on `envelope.archived` only.
    """

    bucket: str
    """
    The archive's bucket.
    """
    revision: str
    """
    The hash of the signed state. A new state has a new bundle.
    """
    manifest: Manifest
    """
    The list of all files.
    """
    files: list[ArchivedFile] | None = None
    """
    Left out above 200 files, or if the event became too large. The manifest has all files.
    """
    file_count: Annotated[int, Field(alias="fileCount", ge=0, le=9007199254740991)]
    """
    The number of files in the manifest.
    """
    roles: list[ArchivedFileRole]
    """
    The roles of the files, each once. Event rules can match an executed or a rendered document.
    """
    problems: list[str] | None = None
    """
    The names of the bundle's problems, each once. Event rules can match a damaged file.
    """


class EnvelopeArchiveFailedEvent(SigningModel):
    """
    The archiver gave up the envelope. It comes from no webhook.
    """

    model_config = ConfigDict(
        arbitrary_types_allowed=True,
    )
    version: Literal[1]
    """
    The version of this contract. An event of another version is another contract.
    """
    id: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """
    The same for each delivery of the same event. De-duplicate by it.
    """
    type: Literal["envelope.archive-failed"]
    provider: SigningProvider
    endpoint: Annotated[str, Field(pattern="^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    """
    The name of the endpoint: one address for one account at one provider.
    """
    confirmed: Literal[False]
    """
    Never true, so that no rule takes it for a whole bundle.
    """
    test: Literal[True] | None = None
    """
    Present if a test webhook caused the event: the command `trigger`, or a provider's Test button. Nobody signed anything.
    """
    replayed_at: Annotated[SigningTime | None, Field(alias="replayedAt")] = None
    """
    Present if the command `replay` handed the event on again: the time when it started.
    """
    occurred_at: Annotated[str | None, Field(alias="occurredAt")] = None
    """
    The provider's time of the event, if it sends one.
    """
    received_at: Annotated[SigningTime, Field(alias="receivedAt")]
    """
    The arrival of the webhook, or the time when the archiver made the event.
    """
    problem: str
    """
    Why the archiver gave up.
    """
    envelope: SigningEnvelope
    found_by: Annotated[FoundBy | None, Field(alias="foundBy")] = None
    incomplete: IncompleteSummary | None = None


class EnvelopeArchivedEvent(SigningModel):
    """
    Every file of a complete envelope is in the archive. It comes from no webhook.
    """

    model_config = ConfigDict(
        arbitrary_types_allowed=True,
    )
    version: Literal[1]
    """
    The version of this contract. An event of another version is another contract.
    """
    id: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """
    The same for each delivery of the same event. De-duplicate by it.
    """
    type: Literal["envelope.archived"]
    provider: SigningProvider
    endpoint: Annotated[str, Field(pattern="^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$")]
    """
    The name of the endpoint: one address for one account at one provider.
    """
    confirmed: bool
    """
    The provider's API confirmed that the envelope is complete. False only on a test (`test`).
    """
    test: Literal[True] | None = None
    """
    Present if a test webhook caused the event: the command `trigger`, or a provider's Test button. Nobody signed anything.
    """
    replayed_at: Annotated[SigningTime | None, Field(alias="replayedAt")] = None
    """
    Present if the command `replay` handed the event on again: the time when it started.
    """
    occurred_at: Annotated[str | None, Field(alias="occurredAt")] = None
    """
    The provider's time of the event, if it sends one.
    """
    received_at: Annotated[SigningTime, Field(alias="receivedAt")]
    """
    The arrival of the webhook, or the time when the archiver made the event.
    """
    problem: str | None = None
    """
    The problem with a genuine request or with a bundle, or the reason why archiving failed.
    """
    envelope: SigningEnvelope
    found_by: Annotated[FoundBy | None, Field(alias="foundBy")] = None
    archive: ArchiveSummary


SigningEvent = TypeAliasType("SigningEvent", ReportedEvent | DocumentCompletedEvent | EnvelopeCompletedEvent | EnvelopeArchivedEvent | EnvelopeArchiveFailedEvent | ProviderEvent)
"""
Every event that this version knows.
"""


ParsedSigningEvent = TypeAliasType("ParsedSigningEvent", SigningEvent | UnknownSigningEvent)
"""
The `detail` of an event on the bus.
"""
