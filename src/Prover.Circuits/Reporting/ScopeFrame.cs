using System.Globalization;

namespace Prover.Circuits;

/// <summary>One entered scope.</summary>
/// <param name="Name">What the author called it.</param>
/// <param name="Index">Its number in a loop, or −1.</param>
/// <param name="File">Path of the source file that entered it.</param>
/// <param name="Line">Line that entered it.</param>
internal readonly record struct ScopeFrame(string Name, int Index, string File, int Line)
{
    /// <summary>
    /// What the scope proves, as a format: {0} is the expression, {1} the number; null for a plain scope.
    /// </summary>
    public string? Claim { get; init; }

    /// <summary>Source text of what the claim is about.</summary>
    public string? Expression { get; init; }

    /// <summary>A number in the claim, such as a width.</summary>
    public int Number { get; init; }

    /// <summary>The claim as a label; null for a plain scope.</summary>
    public SourceLabel? ToLabel() => Claim is null
        ? null
        : new SourceLabel(
            string.Format(CultureInfo.InvariantCulture, Claim, Expression, Number), SourceLabel.FileName(File), Line);

    /// <summary><c>name</c> or <c>name[index]</c>.</summary>
    public override string ToString() => Index < 0 ? Name : $"{Name}[{Index}]";
}
