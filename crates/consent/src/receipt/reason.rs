//! Why a receipt, or what is around it, does not hold. None repeats what it says.

use core::fmt;

/// A reason, by name and in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// `too-large`
    TooLarge,
    /// `not-a-receipt`
    NotReceipt,
    /// `unknown-term`
    UnknownTerm,
    /// `another-subject`
    AnotherSubject,
    /// `signature-wrong`
    SignatureWrong,
    /// `countersignature-wrong`
    CountersignatureWrong,
    /// `manifest-wrong`
    ManifestWrong,
    /// `manifest-missing`
    ManifestMissing,
    /// `another-key`
    AnotherKey,
    /// `another-controller`
    AnotherController,
    /// `another-policy`
    AnotherPolicy,
    /// `document-missing`
    DocumentMissing,
    /// `document-unknown`
    DocumentUnknown,
    /// `document-wrong`
    DocumentWrong,
    /// `another-notice`
    AnotherNotice,
    /// `no-notice`
    NoNotice,
    /// `no-purpose`
    NoPurpose,
    /// `another-purpose`
    AnotherPurpose,
    /// `status-wrong`
    StatusWrong,
    /// `recipients-wrong`
    RecipientsWrong,
    /// `rights-wrong`
    RightsWrong,
    /// `training-wrong`
    TrainingWrong,
    /// `earlier-missing`
    EarlierMissing,
    /// `out-of-order`
    OutOfOrder,
    /// `time-wrong`
    TimeWrong,
    /// `not-countersigned`
    NotCountersigned,
    /// `not-pinned`
    NotPinned,
    /// `not-in-file`
    NotInFile,
    /// `no-list`
    NoList,
    /// `not-read`
    NotRead,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 30] = [
        Self::TooLarge,
        Self::NotReceipt,
        Self::UnknownTerm,
        Self::AnotherSubject,
        Self::SignatureWrong,
        Self::CountersignatureWrong,
        Self::ManifestWrong,
        Self::ManifestMissing,
        Self::AnotherKey,
        Self::AnotherController,
        Self::AnotherPolicy,
        Self::DocumentMissing,
        Self::DocumentUnknown,
        Self::DocumentWrong,
        Self::AnotherNotice,
        Self::NoNotice,
        Self::NoPurpose,
        Self::AnotherPurpose,
        Self::StatusWrong,
        Self::RecipientsWrong,
        Self::RightsWrong,
        Self::TrainingWrong,
        Self::EarlierMissing,
        Self::OutOfOrder,
        Self::TimeWrong,
        Self::NotCountersigned,
        Self::NotPinned,
        Self::NotInFile,
        Self::NoList,
        Self::NotRead,
    ];

    /// Its name, which does not change.
    pub fn name(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NotReceipt => "not-a-receipt",
            Self::UnknownTerm => "unknown-term",
            Self::AnotherSubject => "another-subject",
            Self::SignatureWrong => "signature-wrong",
            Self::CountersignatureWrong => "countersignature-wrong",
            Self::ManifestWrong => "manifest-wrong",
            Self::ManifestMissing => "manifest-missing",
            Self::AnotherKey => "another-key",
            Self::AnotherController => "another-controller",
            Self::AnotherPolicy => "another-policy",
            Self::DocumentMissing => "document-missing",
            Self::DocumentUnknown => "document-unknown",
            Self::DocumentWrong => "document-wrong",
            Self::AnotherNotice => "another-notice",
            Self::NoNotice => "no-notice",
            Self::NoPurpose => "no-purpose",
            Self::AnotherPurpose => "another-purpose",
            Self::StatusWrong => "status-wrong",
            Self::RecipientsWrong => "recipients-wrong",
            Self::RightsWrong => "rights-wrong",
            Self::TrainingWrong => "training-wrong",
            Self::EarlierMissing => "earlier-missing",
            Self::OutOfOrder => "out-of-order",
            Self::TimeWrong => "time-wrong",
            Self::NotCountersigned => "not-countersigned",
            Self::NotPinned => "not-pinned",
            Self::NotInFile => "not-in-file",
            Self::NoList => "no-list",
            Self::NotRead => "not-read",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "larger than 10 MB",
            Self::NotReceipt => "neither a receipt nor a bundle of them, or one of another version",
            Self::UnknownTerm => "a term that the vocabulary does not have",
            Self::AnotherSubject => "signed by another key than that of whom it is about",
            Self::SignatureWrong => "the visitor's signature does not fit what is said",
            Self::CountersignatureWrong => "not by a recipient of the site, or for another receipt",
            Self::ManifestWrong => "a manifest that its own key did not sign, or no manifest",
            Self::ManifestMissing => "the manifest that the receipt names is not in the file",
            Self::AnotherKey => "the manifest is by another key than the pinned one",
            Self::AnotherController => "about another controller than the manifest's",
            Self::AnotherPolicy => "about another policy than the manifest's",
            Self::DocumentMissing => "a document that the receipt names is not in the file",
            Self::DocumentUnknown => "a document that nothing names by its hash",
            Self::DocumentWrong => "a document that is no policy",
            Self::AnotherNotice => "the text shown is not one of the policy's, or another language",
            Self::NoNotice => "a yes or a no without a text that was shown",
            Self::NoPurpose => "no purpose was decided about",
            Self::AnotherPurpose => "a purpose that is not as in the policy, or is there twice",
            Self::StatusWrong => "a status that the purpose's legal basis does not have",
            Self::RecipientsWrong => {
                "other readers than the manifest's, or other companies than the policy's"
            }
            Self::RightsWrong => "other rights than those that the law gives",
            Self::TrainingWrong => "what it says of training a model is not what the policy says",
            Self::EarlierMissing => "the receipt before the first is not in the file",
            Self::OutOfOrder => "a receipt does not name the one before",
            Self::TimeWrong => "times that are not in their order",
            Self::NotCountersigned => "the controller's signature is not in the file",
            Self::NotPinned => "no pinned key was given to compare with",
            Self::NotInFile => "a receipt alone does not have what this takes",
            Self::NoList => "no list of terms was given",
            Self::NotRead => "the file could not be read",
        })
    }
}

impl core::error::Error for Reason {}
