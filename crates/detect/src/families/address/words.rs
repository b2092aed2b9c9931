//! The words of addresses, in small letters without accents; each list is sorted.

/// What Spanish and its neighbours call streets, and hardly anything else.
pub(super) const STREETS: &str = "av avd avda avenida avinguda avnda bulevar cale calle callejon calzada carrer caye cll cra \
ctra glorieta jiron jr kra plza pza rda rua travesia";
/// What they call streets, and other things, too.
pub(super) const WAYS: &str = "alameda autovia barrio blvd boulevard c camino carrera carretera circuito cl cno cuesta \
diagonal kr p pasaje paseo pl plaza po poligono privada ps pso rambla ronda transversal urb \
urbanizacion via";
/// What English calls streets, after the name, and hardly anything else.
pub(super) const ROADS: &str = "ave avenue blvd boulevard crescent highway hwy lane ln parkway pkwy rd road st street \
terrace";
/// What it calls streets, and other things, too; and what does so only where more goes with it.
pub(super) const PLACES: &str = "close court ct dr drive gardens gdns grove sq square";
pub(super) const VAGUE: &str = "circle green hill park pl place row view walk way";

/// What says that a number follows.
pub(super) const NUMBER: &str = "n no nro num number numero";
/// What no name of a street has, in Spanish.
pub(super) const NO_NAME: &str = "a abierta abierto ahora al aqui bajo cada casi cerrada cerrado como con cortada cuando desde \
donde dura durante en era es esta estaba estan este estoy fue garaje ha hace hasta hay he \
libre lleva llevo lo mas me menos mi mide muy no nos o para pasan pero por que se si sin \
sobre son su te telefonica tengo tiene tu un una unos van y ya";
/// What no name of a street has, in English.
pub(super) const NO_ROAD: &str = "a about after all am an and are as at bed bedroom by can car cars day days for from google \
got had has have hour hours i if in into is it just kids lane long me metres miles min \
minute minutes month months more my no not of off on or other our out over people per pm \
pounds same so star street than that the there they this through times to until up was way \
we week weeks were when where which while with year years you your";
/// What is counted.
pub(super) const UNITS: &str = "am ano anos carriles cm coches cuadras day days dia dias entradas eur euro euros h hora \
horas hour hours hrs kilometros km m meses metros mil min minute minutes minuto minutos \
months noches people personas plazas pm por preguntas semanas times unidades usd veces \
vueltas weeks years";
/// What is within a house, or before the number of what is.
pub(super) const FLOORS: &str = "apartamento apartment apt apto atico bajo bajos bloque casa centro dcha depto der derecha \
dpto edif edificio esc escalera flat floor int interior izda izq izquierda km local lote \
manzana mz nave oficina piso planta portal pta puerta room suite torre unit";
/// What is larger than a street and smaller than a town, before its name.
pub(super) const AREAS: &str =
    "barrio ciudad col colonia fracc localidad municipio poligono provincia urb urbanizacion";
/// What joins the words of a town's name.
pub(super) const JOINS: &str = "da de del do el la las los of the upon y";
/// What begins with a capital after an address and is no town.
pub(super) const NO_TOWN: &str = "and atentamente but call como cuando dni email es esta gracias hola how i is it me mi movil \
my necesito no para phone please por que quiero saludos se si soy tel telefono thank thanks \
that the this un what when y";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::is_sorted;

    #[test]
    fn what_is_searched_is_sorted() {
        let streets = [STREETS, WAYS, ROADS, PLACES, VAGUE, NUMBER, NO_NAME, NO_ROAD];
        let rests = [UNITS, FLOORS, AREAS, JOINS, NO_TOWN];
        for list in streets.into_iter().chain(rests) {
            assert!(is_sorted(list), "{list}");
        }
    }
}
