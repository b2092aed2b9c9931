//! The whole demonstration without a screen: two visits, what the visitors saw, and beside it what
//! the relay stored of them. Ends with an error if anything is not as it should be.

mod rows;
mod visit;

use anyhow::{Result, ensure};
use sigilo_e2e::browser::Setting;
use sigilo_e2e::paths;
use sigilo_e2e::world::World;

#[tokio::main]
async fn main() -> Result<()> {
    let pictures = paths::target().join("demo/shots");
    std::fs::create_dir_all(&pictures)?;
    let world = World::start().await?;

    let first = world.browser(&Setting::default()).await?;
    let texts = visit::that_allows(&world, &first, &pictures).await?;
    let second = world.browser(&Setting::english()).await?;
    visit::that_refuses(&world, &second, &pictures).await?;

    rows::print(&world)?;
    let mut searched = 0;
    for text in &texts {
        let said = world.canary(text)?;
        world.must_not_contain(&said)?;
        searched += said.count();
    }
    ensure!(searched > 10, "too little was said to search for");
    println!(
        "\nNothing of what was said is in the relay's file, its log or what passed on the way:\n\
         {searched} fragments were searched for, each in UTF-8, UTF-16, base64, hex and more.\n\
         Pictures: {}\n",
        pictures.display()
    );
    Ok(())
}
