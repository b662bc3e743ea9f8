using System.Globalization;
using System.Text;
using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>A constraint that an assignment breaks, with its place in the source.</summary>
/// <param name="Index">Its number in the R1CS, or −1 if it was linear and has been substituted away.</param>
/// <param name="Scope">Path of scopes, <c>Define > Range > level[3]</c>.</param>
/// <param name="Label">Its source expression, file and line.</param>
public sealed record UnsatisfiedConstraint(int Index, string Scope, SourceLabel Label)
{
    /// <summary>
    /// What the gadget around it was asked to prove, at the place of the call; null outside of gadgets.
    /// </summary>
    public SourceLabel? Claim { get; init; }

    /// <summary>Value of the left side; null unless private values may be shown.</summary>
    public Fr? Left { get; init; }

    /// <summary>Value of the right side; null unless private values may be shown.</summary>
    public Fr? Right { get; init; }

    /// <summary>
    /// The nearest inputs that the constraint depends on, with the values of those that may be shown.
    /// </summary>
    public IReadOnlyList<InputValue> Inputs { get; init; } = [];

    /// <summary>The report, several lines.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        SourceLabel head = Claim ?? Label;
        string place = head.ToString();
        string name = Index < 0
            ? "linear constraint" : string.Create(CultureInfo.InvariantCulture, $"constraint #{Index}");
        _ = text.Append(place).Append(place.Length == 0 ? string.Empty : ": ");
        _ = text.Append(name).Append(" not satisfied, in ").Append(Scope);
        _ = text.Append("\n    ").Append(head.Expression);
        if (Claim is not null)
        {
            _ = text.Append("\n    there: ").Append(Label.Expression);
            _ = text.Append(Label.Line == 0 ? string.Empty : $"   {Label}");
        }

        if (Left is { } left && Right is { } right)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"\n    left   {left}      right  {right}");
        }

        if (Inputs.Count > 0)
        {
            _ = text.Append("\n    depends on inputs: ").AppendJoin(", ", Inputs);
        }

        return text.ToString();
    }
}
