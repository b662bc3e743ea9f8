namespace Prover.Circuits;

/// <summary>Where a row comes from.</summary>
/// <param name="Label">Id in the label table.</param>
/// <param name="Scope">Id in the scope tree.</param>
/// <param name="Origin">Running number of the assertion that made it; −1 − v for the product that made variable
/// v.</param>
internal readonly record struct RowInfo(int Label, int Scope, int Origin)
{
    public bool IsAssertion => Origin >= 0;

    /// <summary>The variable that a product made.</summary>
    public int Variable => -1 - Origin;
}

/// <summary>Σ terms = 0, to be substituted away.</summary>
internal readonly record struct LinearConstraint(Term[] Terms, RowInfo Info);
