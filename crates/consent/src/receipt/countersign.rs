//! The controller's signature on a receipt.

use sigilo_protocol::{
    Hash, Json, PublicKey, SigningKey,
    jws::{self, Unverified},
};

use super::COUNTERSIGNATURE;

/// What a countersignature says: this receipt was received then, for this site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Countersignature {
    /// SHA-256 of the receipt's JWS.
    pub receipt: Hash,
    /// When, in seconds since the epoch, by the recipient's clock.
    pub iat: u64,
    /// The site.
    pub site: String,
}

impl Countersignature {
    /// Signs with a recipient's `sig` key.
    pub fn sign(&self, key: &SigningKey) -> String {
        let payload = Json::object([
            ("receipt", Some(self.receipt.to_json())),
            ("iat", Some(Json::Number(self.iat))),
            ("site", Some(Json::text(&self.site))),
        ]);
        jws::sign(COUNTERSIGNATURE, payload.to_text().as_bytes(), key)
    }

    /// Reads one that `key` signed.
    pub fn verify(jws: &str, key: &PublicKey) -> Option<Self> {
        let payload = Unverified::parse(jws, COUNTERSIGNATURE).ok()?.verify(key).ok()?;
        let mut members = Json::parse(&payload)?.into_members();
        let read = Self {
            receipt: members.bytes("receipt"),
            iat: members.number("iat"),
            site: members.text("site"),
        };
        members.done(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_its_key_s_and_names_the_receipt_by_its_hash() {
        let key = |number| SigningKey::from_bytes(&[number; 32]).unwrap();
        let said = Countersignature {
            receipt: Hash::of(b"receipt"),
            iat: 5,
            site: "insurer.example".into(),
        };
        let jws = said.sign(&key(1));
        assert_eq!(Countersignature::verify(&jws, &key(1).public()), Some(said));
        assert_eq!(Countersignature::verify(&jws, &key(2).public()), None);
        let other_type = jws::sign("t", b"{}", &key(1));
        assert_eq!(Countersignature::verify(&other_type, &key(1).public()), None);
    }
}
