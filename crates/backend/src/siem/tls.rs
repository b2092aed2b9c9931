//! TLS to a syslog server: whom we believe, and by what it knows us.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio_rustls::{
    TlsConnector,
    rustls::{
        self, ClientConfig, RootCertStore,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};

use super::Syslog;

/// Why TLS can't begin.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file with nothing to use in it.
    #[error("{0} has no certificate or key that can be used")]
    File(PathBuf),
    /// The system's authorities.
    #[error("this system has no certificate authorities; name a file of them as `authorities`")]
    NoAuthorities,
    /// The parts don't fit.
    #[error("certificate and key can't be used: {0}")]
    Rustls(#[from] rustls::Error),
    /// An address without a name that a certificate could have.
    #[error("'{0}' is not a host and a port, as in siem.example:6514")]
    Address(String),
}

/// How to reach the server of `settings` by TLS.
pub(super) fn connector(settings: &Syslog) -> Result<TlsConnector, TlsError> {
    let mut roots = RootCertStore::empty();
    match &settings.authorities {
        Some(path) => roots.add_parsable_certificates(certificates(path)?),
        None => roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs),
    };
    if roots.is_empty() {
        return Err(TlsError::NoAuthorities);
    }
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let config = config.with_root_certificates(roots);
    let config = match &settings.identity {
        Some((chain, key)) => {
            let missing = |_| TlsError::File(key.clone());
            let key = PrivateKeyDer::from_pem_file(key).map_err(missing)?;
            config.with_client_auth_cert(certificates(chain)?, key)?
        }
        None => config.with_no_client_auth(),
    };
    Ok(Arc::new(config).into())
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let missing = || TlsError::File(path.into());
    let read = CertificateDer::pem_file_iter(path).map_err(|_| missing())?;
    let all: Vec<_> = read.collect::<Result<_, _>>().map_err(|_| missing())?;
    if all.is_empty() { Err(missing()) } else { Ok(all) }
}
