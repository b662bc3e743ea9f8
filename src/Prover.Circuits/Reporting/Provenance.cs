namespace Prover.Circuits;

/// <summary>
/// Caller information of one assertion or hint, unformatted, so that passing it costs almost nothing.
/// </summary>
/// <param name="Left">Left expression, or the label of a hint.</param>
/// <param name="Right">Right expression, or null.</param>
/// <param name="Factor">Second factor of the left side, or null.</param>
/// <param name="File">Path as the compiler gave it.</param>
/// <param name="Line">Line.</param>
internal readonly record struct Provenance(string Left, string? Right, string? Factor, string File, int Line)
{
    /// <summary>Marks the second factor of w·(w − 1).</summary>
    public const string MinusOne = "- 1";

    public SourceLabel ToLabel() => new(Expression(), SourceLabel.FileName(File), Line);

    private string Expression()
    {
        if (ReferenceEquals(Factor, MinusOne))
        {
            return $"{Left} is 0 or 1";
        }

        string left = Factor is null ? Left : $"({Left}) * ({Factor})";
        return Right is null ? left : $"{left} == {Right}";
    }
}
