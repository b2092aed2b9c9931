//! The certificate, and the version of TLS.

use std::{
    fmt, fs,
    sync::{Arc, Mutex, PoisonError},
};

use reqwest::Url;
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        CertificateError, ClientConfig, DigitallySignedStruct, Error, ProtocolVersion,
        RootCertStore, SignatureScheme,
        client::{
            WebPkiServerVerifier,
            danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        },
        crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
        pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject as _},
    },
};

use super::{PATIENCE, Question, finding::Report, is_here};

const DAY: u64 = 24 * 3_600;

/// How long a certificate should still hold: renewal is tried from 30 days on, as a rule.
const RENEWAL: u64 = 14 * DAY;

/// No certificate holds for longer.
const FAR: u64 = 100 * 365 * DAY;

/// Keeps the chain that the server has shown, whatever it is worth.
struct Witness {
    provider: Arc<CryptoProvider>,
    shown: Mutex<Vec<CertificateDer<'static>>>,
}

pub(super) async fn look(check: &'static str, url: &Url, question: &Question, report: &mut Report) {
    if url.scheme() != "https" {
        let what = format!("{url} is in clear.");
        if is_here(url) {
            report.warning(check, what, "It is this machine's own; visitors need https.");
        } else {
            report.fault(
                check,
                what,
                "Give [tls] a certificate, or put a proxy with one in front.",
            );
        }
        return;
    }
    let Some((version, chain, name)) = shake(url).await else {
        report.fault(
            check,
            format!("{url} does not speak TLS 1.2 or 1.3."),
            "See that the port is open and that [tls], or the proxy, has a certificate.",
        );
        return;
    };
    match version {
        Some(ProtocolVersion::TLSv1_3) => report.fine(check, "It speaks TLS 1.3."),
        _ => report.warning(check, "It speaks TLS 1.2 at most.", "Let the proxy offer TLS 1.3."),
    }
    judge(check, &chain, &name, question, report);
}

async fn shake(
    url: &Url,
) -> Option<(Option<ProtocolVersion>, Vec<CertificateDer<'static>>, ServerName<'static>)> {
    let (host, port) = (url.host_str()?, url.port_or_known_default()?);
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(bare.to_owned()).ok()?;
    let provider = Arc::new(aws_lc_rs::default_provider());
    let witness = Arc::new(Witness { provider: Arc::clone(&provider), shown: Mutex::default() });
    let config = ClientConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions().ok()?.dangerous();
    let config = config.with_custom_certificate_verifier(Arc::clone(&witness) as Arc<_>);
    let connector = TlsConnector::from(Arc::new(config.with_no_client_auth()));
    let shaken = async {
        let stream = TcpStream::connect((bare, port)).await.ok()?;
        connector.connect(name.clone(), stream).await.ok()
    };
    let stream = timeout(PATIENCE, shaken).await.ok()??;
    let version = stream.get_ref().1.protocol_version();
    let shown = witness.shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Some((version, shown, name))
}

fn judge(
    check: &'static str,
    chain: &[CertificateDer<'_>],
    name: &ServerName<'_>,
    question: &Question,
    report: &mut Report,
) {
    let Some((own, others)) = chain.split_first() else { return };
    let Some(verifier) = verifier(question) else {
        report.fault(
            check,
            "There is no authority to trust.",
            "Install ca-certificates, or give --ca.",
        );
        return;
    };
    let now = question.clock.now();
    let at = |seconds| {
        let time = UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds));
        verifier.verify_server_cert(own, others, name, &[], time).map(drop)
    };
    if let Err(error) = at(now) {
        let (what, remedy) = refusal(&error);
        report.fault(check, what, remedy);
        return;
    }
    match end(at(now + FAR)) {
        Some(end) if end < now + RENEWAL => {
            let what = format!("The certificate ends in {} days.", end.saturating_sub(now) / DAY);
            report.warning(
                check,
                what,
                "Renew it now, and see why that does not happen by itself.",
            );
        }
        Some(end) => report
            .fine(check, format!("The certificate holds for {} more days.", (end - now) / DAY)),
        None => report.fine(check, "The certificate holds."),
    }
}

/// When a certificate's time is over, by what is said of it long after.
fn end(long_after: Result<(), Error>) -> Option<u64> {
    match long_after {
        Err(Error::InvalidCertificate(CertificateError::ExpiredContext { not_after, .. })) => {
            Some(not_after.as_secs())
        }
        _ => None,
    }
}

fn refusal(error: &Error) -> (String, &'static str) {
    use CertificateError as E;
    let (what, remedy) = match error {
        Error::InvalidCertificate(E::Expired | E::ExpiredContext { .. }) => {
            ("The certificate is over.", "Renew it; sigilo-backend takes the new file by itself.")
        }
        Error::InvalidCertificate(E::NotValidYet | E::NotValidYetContext { .. }) => {
            ("The certificate is of a time to come.", "Set the clocks, or wait.")
        }
        Error::InvalidCertificate(E::NotValidForName | E::NotValidForNameContext { .. }) => {
            ("The certificate is for another host.", "Get one that has this host's name.")
        }
        Error::InvalidCertificate(E::UnknownIssuer) => (
            "No authority that is trusted here has signed the certificate.",
            "Serve the full chain (fullchain.pem); for an authority of your own give --ca.",
        ),
        // rustls has no name of its own for it.
        other if other.to_string().contains("CaUsedAsEndEntity") => (
            "The certificate is an authority's, not a server's.",
            "Get one for a server; a self-signed one needs basicConstraints CA:FALSE.",
        ),
        other => {
            return (
                format!("The certificate does not hold: {other}."),
                "Get another certificate.",
            );
        }
    };
    (what.into(), remedy)
}

fn verifier(question: &Question) -> Option<Arc<WebPkiServerVerifier>> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(pem) = question.ca.as_ref().and_then(|path| fs::read(path).ok()) {
        roots
            .add_parsable_certificates(CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok));
    }
    let provider = Arc::new(aws_lc_rs::default_provider());
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().ok()
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let chain = std::iter::once(end_entity).chain(intermediates);
        let chain = chain.map(|certificate| certificate.clone().into_owned()).collect();
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = chain;
        // Nothing is said to this server but a name; the judgement comes after.
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

impl fmt::Debug for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Witness")
    }
}
