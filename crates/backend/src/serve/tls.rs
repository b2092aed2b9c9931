//! Certificates from files, read anew when the files change: who renews one restarts nothing.

use std::{
    fmt, fs,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::Duration,
};

use sha2::{Digest as _, Sha256};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self, ServerConfig,
        crypto::{CryptoProvider, aws_lc_rs},
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
        server::{ClientHello, ResolvesServerCert},
        sign::CertifiedKey,
    },
};

use crate::settings::Tls;

/// How often the files are looked at: a renewal comes weeks before the end.
pub(super) const LOOK: Duration = Duration::from_secs(30);

/// Why certificates can't be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file can't be read.
    #[error("tls: {0} can't be read: {1}")]
    Read(PathBuf, std::io::Error),
    /// A file has no certificate.
    #[error("tls.certificate: {0} has no PEM certificate; give the full chain, as fullchain.pem")]
    Certificate(PathBuf),
    /// A file has no key.
    #[error("tls.key: {0} has no PEM private key")]
    Key(PathBuf),
    /// They don't belong together.
    #[error(
        "tls: the certificate and its key can't be used: {0}; give the key of this certificate"
    )]
    Pair(rustls::Error),
}

/// A certificate with its key, as it is now.
pub struct Certificates {
    files: Tls,
    provider: Arc<CryptoProvider>,
    current: RwLock<Arc<CertifiedKey>>,
    /// The hash of the files' bytes.
    read: Mutex<[u8; 32]>,
}

impl Certificates {
    /// Reads the files.
    pub fn open(files: &Tls) -> Result<Arc<Self>, TlsError> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let (bytes, hash) = read(files)?;
        let current = RwLock::new(Arc::new(parse(files, &bytes, &provider)?));
        Ok(Arc::new(Self { files: files.clone(), provider, current, read: Mutex::new(hash) }))
    }

    /// Reads the files again; whether they had changed. Those that can't be used change nothing.
    pub fn refresh(&self) -> Result<bool, TlsError> {
        let (bytes, hash) = read(&self.files)?;
        let mut known = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if *known == hash {
            return Ok(false);
        }
        let fresh = Arc::new(parse(&self.files, &bytes, &self.provider)?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        *known = hash;
        Ok(true)
    }

    /// Looks at the files for ever.
    pub(super) async fn keep_fresh(self: Arc<Self>, every: Duration) {
        let mut beat = tokio::time::interval(every);
        loop {
            beat.tick().await;
            let own = Arc::clone(&self);
            match tokio::task::spawn_blocking(move || own.refresh()).await {
                Ok(Ok(true)) => tracing::info!("took a new certificate"),
                Ok(Ok(false)) | Err(_) => {}
                // Also in the middle of a renewal, when one file is new and the other is not yet.
                Ok(Err(error)) => tracing::warn!(%error, "the certificate of before stays"),
            }
        }
    }

    pub(crate) fn acceptor(self: Arc<Self>) -> Result<TlsAcceptor, TlsError> {
        let config = ServerConfig::builder_with_provider(Arc::clone(&self.provider));
        let config = config.with_safe_default_protocol_versions().map_err(TlsError::Pair)?;
        let mut config = config.with_no_client_auth().with_cert_resolver(self);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificates({})", self.files.certificate.display())
    }
}

fn read(Tls { certificate, key, .. }: &Tls) -> Result<([Vec<u8>; 2], [u8; 32]), TlsError> {
    let file = |path: &PathBuf| fs::read(path).map_err(|error| TlsError::Read(path.clone(), error));
    let bytes = [file(certificate)?, file(key)?];
    let hash = bytes.iter().fold(Sha256::new(), |hash, bytes| hash.chain_update(bytes));
    Ok((bytes, hash.finalize().into()))
}

fn parse(
    files: &Tls,
    [certificate, key]: &[Vec<u8>; 2],
    provider: &CryptoProvider,
) -> Result<CertifiedKey, TlsError> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificate).collect();
    let chain = chain.ok().filter(|chain| !chain.is_empty());
    let chain = chain.ok_or_else(|| TlsError::Certificate(files.certificate.clone()))?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| TlsError::Key(files.key.clone()))?;
    CertifiedKey::from_der(chain, key, provider).map_err(TlsError::Pair)
}
