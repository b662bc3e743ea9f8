using System.Runtime.CompilerServices;

namespace Prover.Circuits;

/// <content>Assertions. Linear ones cost nothing in the end: they are substituted away after compiling.</content>
public abstract partial class CircuitBuilder
{
    /// <summary>Requires value = 0. Linear.</summary>
    public void AssertZero(
        in Wire value,
        [CallerArgumentExpression(nameof(value))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        Provenance provenance = new(expression, "0", null, file, line);
        if (value.Node is null)
        {
            RequireConstantZero(in value, in provenance);
            return;
        }

        RequireZero(in value, in provenance);
    }

    /// <summary>Requires left = right. Linear.</summary>
    public void AssertEqual(
        in Wire left,
        in Wire right,
        [CallerArgumentExpression(nameof(left))] string leftExpression = "",
        [CallerArgumentExpression(nameof(right))] string rightExpression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        Wire difference = left - right;
        Provenance provenance = new(leftExpression, rightExpression, null, file, line);
        if (difference.Node is null)
        {
            RequireConstantZero(in difference, in provenance);
            return;
        }

        RequireZero(in difference, in provenance);
    }

    /// <summary>Requires a·b = c in one constraint without a new variable; linear if a or b is a constant.</summary>
    public void AssertProduct(
        in Wire a,
        in Wire b,
        in Wire c,
        [CallerArgumentExpression(nameof(a))] string aExpression = "",
        [CallerArgumentExpression(nameof(b))] string bExpression = "",
        [CallerArgumentExpression(nameof(c))] string cExpression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        Provenance provenance = new(aExpression, cExpression, bExpression, file, line);
        if (a.Node is not null && b.Node is not null)
        {
            RequireProduct(in a, in b, in c, in provenance);
            return;
        }

        Wire difference = Multiply(in a, in b) - c;
        if (difference.Node is null)
        {
            RequireConstantZero(in difference, in provenance);
            return;
        }

        RequireZero(in difference, in provenance);
    }

    /// <summary>Requires w ∈ {0, 1}: w·(w − 1) = 0, one constraint; nothing for the constants 0 and 1.</summary>
    public void AssertBoolean(
        in Wire w,
        [CallerArgumentExpression(nameof(w))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        AssertProduct(in w, w - 1, 0, expression, Provenance.MinusOne, "0", file, line);

    /// <summary>Requires value = 0, value not constant.</summary>
    private protected abstract void RequireZero(in Wire value, in Provenance provenance);

    /// <summary>Requires a·b = c, a and b not constant.</summary>
    private protected abstract void RequireProduct(in Wire a, in Wire b, in Wire c, in Provenance provenance);

    /// <summary>A constant that should be 0 is not.</summary>
    private protected abstract void ConstantIsNotZero(in Provenance provenance);

    private void RequireConstantZero(in Wire value, in Provenance provenance)
    {
        if (!value.Value.IsZero)
        {
            ConstantIsNotZero(in provenance);
        }
    }
}
