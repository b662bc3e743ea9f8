using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Prover.Circuits.Tests")]
