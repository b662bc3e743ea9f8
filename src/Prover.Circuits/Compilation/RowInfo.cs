namespace Prover.Circuits;

/// <summary>Where a row comes from.</summary>
/// <param name="Label">Id in the label table.</param>
/// <param name="Scope">Id in the scope tree.</param>
/// <param name="Assertion">Running number of the assertion that made it, or −1 for a product.</param>
internal readonly record struct RowInfo(int Label, int Scope, int Assertion);

/// <summary>Σ terms = 0, to be substituted away.</summary>
internal readonly record struct LinearConstraint(Term[] Terms, RowInfo Info);
