//! The words of addresses, in small letters without accents; each list is sorted.

/// What Spanish and its neighbours call streets, and hardly anything else.
pub(super) const STREETS: &str = "av avd avda avenida avienda avinguda avnda bulevar cale calel calle callejon calzada carrer caye \
cll clle cra ctra glorieta jiron jr kra pje plza prolongacion pza rda rua trav travesia trva";
/// What they call streets, and other things, too.
pub(super) const WAYS: &str = "alameda autopista autovia barrio blvd boulevard c camino carrera carretera cerrada circuito cl \
cmno cno cr cuesta dg diagonal kr p pasaje paseo passeig pl plaza plz po pol poligono privada ps \
pso rambla ronda transversal tv urb urbanizacion via";
/// What English calls streets, after the name, and hardly anything else.
pub(super) const ROADS: &str = "ave avenue blvd boulevard crescent highway hwy lane ln mews parkway pkwy raod rd road st steet \
street stret terrace";
/// What it calls streets, and other things, too; the last of them only where more goes with it.
pub(super) const PLACES: &str = "alley circle cl close court cres ct dr drive expressway freeway gardens gdns green grove hill \
loop park pike pl place plaza rise row sq square trail view walk way wharf yard";
pub(super) const VAGUE: &str =
    "circle green hill loop park pike pl place plaza rise row trail view walk way yard";

/// What says that a number follows.
pub(super) const NUMBER: &str = "n no nro num number numer numero";
/// What no name of a street has, in Spanish.
pub(super) const NO_NAME: &str = "a abierta abierto ahora al aqui asi ayer bajo bien cada casi cerrada cerrado como completa con \
cortada cortadas cortado cuando desde donde dura durante email en entera entre era eran es esta \
estaba estan este estoy fue garaje ha hace han hasta hay he hoy le libre libres llena lleva \
llevo lo mas me media menos mi misma mismo muy no nos o os para parking pasan pero por que queda \
quedan se si siguiente sin sobre son su sus te telefonica tengo tenia tiene tienen tu tus un una \
unas unos va van whatsapp ya yo";
/// What no name of a street has, in English.
pub(super) const NO_ROAD: &str = "a about across after all am an and are as at away bed bedroom before by can car cars day days \
disk do dollars down euros for from google got had hard has have hour hours hr hrs i if in into \
is it just kids km lane long me meters metre metres mile miles min mins minute minutes month \
months more my near next no not off on or other our out over people per percent pm pounds road \
same so star street test tests than that the their then there these they things this those \
through times to under until up us usb very was way ways we week weeks were when where which \
while with within x year years you your";
/// What is counted.
pub(super) const UNITS: &str = "am ano anos calles carriles cm coches corredores cuadras day days dia dias dollars entradas \
estrellas etapas eur euro euros gb gente grados gramos h hora horas hour hours hrs hs kg \
kilometros km kms m manzanas mb mes meses metros mil mile miles millones min mins minute minutes \
minuto minutos month months mts noches participantes partidos people personas plazas pm por \
pounds preguntas puntos rondas segundos semana semanas stars times unidades usd veces vez \
vueltas week weeks x year years";
/// What is within a house, or before the number of what is.
pub(super) const FLOORS: &str = "apart apartamento apartment apt apto atc atico bajo bajos bis bj bl bloque blq casa centro \
chalet dch dcha departamento depto der derecha dpto dto duplex edif edificio entlo entresuelo \
esc escalera fl flat floor int interior iz izda izq izqda izquierda km loc local lote lt manzana \
mz mza nave ofi oficina parcela piso planta plta portal ppal principal pt pta ptal puerta rm \
room sotano ste suite torre unit";
/// What is larger than a street and smaller than a town, before its name.
pub(super) const AREAS: &str = "alcaldia barrio bo ciudad col colonia comuna delegacion distrito fracc fraccionamiento ind \
localidad municipio partido pol poligono provincia residencial sector urb urbanizacion";
/// What joins the words of a town's name.
pub(super) const JOINS: &str = "da de del do dos el i l la las los of on san the upon y";
/// What begins with a capital after an address and is no town.
pub(super) const NO_TOWN: &str = "also and atentamente att but call can como correo could cuando dni donde email es esperamos esta \
gracias hay hola how i is it llego me mi mobile movil mr mrs ms my necesito nie nif no nos our \
para phone please podeis por puede pueden que quiero quisiera saludos se si somos soy tel \
telefono tengo tfno thank thanks that the there they this tlf un una we what when y you your";
/// Towns that are known by small letters, too.
pub(super) const TOWNS: &str = "albacete alcala alcorcon alicante almeria arequipa asuncion atlanta austin avila badajoz \
badalona barcelona barranquilla belfast bilbao birmingham bogota boston bristol burgos caceres \
cadiz cali caracas cardiff cartagena castellon cdmx ceuta chicago ciudad cordoba cuenca dallas \
denver donostia dublin edinburgh elche fuenlabrada getafe gijon girona glasgow granada \
guadalajara guayaquil hospitalet houston huelva huesca jaen jerez leeds leganes leon lima \
liverpool lleida logrono london lugo madrid malaga manchester marbella medellin melilla mendoza \
mexico miami monterrey montevideo mostoles murcia ourense oviedo palencia palma pamplona phoenix \
pontevedra puebla quito rosario sabadell salamanca santander santiago seattle segovia sevilla \
soria tarragona terrassa teruel tijuana toledo valencia valladolid valparaiso vigo vitoria \
zamora zaragoza";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::is_sorted;

    #[test]
    fn what_is_searched_is_sorted() {
        let streets = [STREETS, WAYS, ROADS, PLACES, VAGUE, NUMBER, NO_NAME, NO_ROAD];
        let rests = [UNITS, FLOORS, AREAS, JOINS, NO_TOWN, TOWNS];
        for list in streets.into_iter().chain(rests) {
            assert!(is_sorted(list), "{list}");
        }
    }
}
