using Prover.Algebra;

namespace Prover.Compute;

/// <summary>One addition after the other.</summary>
/// <remarks>
/// λ = Δy/Δx, or 3x²/2y for equal points; x₃ = λ² − x₁ − x₂, y₃ = λ(x₁ − x₃) − y₁. Opposite points never enter the
/// shared inversion, so that no denominator is zero (2y = 0 does not occur: the groups have odd order). 6 products per
/// addition.
/// </remarks>
internal sealed unsafe class ScalarAdder<TPoint, TField> : BatchAdder<TPoint, TField>
    where TPoint : unmanaged, IAffinePoint<TPoint, TField>
    where TField : unmanaged, IField<TField>
{
    private const int Capacity = 1024;

    private readonly TPoint*[] _sum = new TPoint*[Capacity];
    private readonly TField[] _numerator = new TField[Capacity];
    private readonly TField[] _denominator = new TField[Capacity];
    private readonly TField[] _otherX = new TField[Capacity];
    private readonly TField[] _before = new TField[Capacity];
    private int _count;

    /// <inheritdoc/>
    public override void Finish()
    {
        TField product = TField.One;
        for (int i = 0; i < _count; i++)
        {
            _before[i] = product;
            product *= _denominator[i];
        }

        TField inverse = _count == 0 ? product : product.Inverse();
        for (int i = _count - 1; i >= 0; i--)
        {
            TField lambda = _numerator[i] * (inverse * _before[i]);
            inverse *= _denominator[i];
            TPoint sum = *_sum[i];
            TField x = lambda.Square() - sum.X - _otherX[i];
            TField y = (lambda * (sum.X - x)) - sum.Y;
            *_sum[i] = TPoint.FromCoordinates(in x, in y);
        }

        _count = 0;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Points of sums with secret scalars do not stay behind.
        Array.Clear(_numerator);
        Array.Clear(_denominator);
        Array.Clear(_otherX);
        Array.Clear(_before);
    }

    /// <inheritdoc/>
    protected override void Enqueue(TPoint* sum, TPoint* addend)
    {
        TField dx = addend->X - sum->X;
        TField dy = addend->Y - sum->Y;
        if (dx.IsZero)
        {
            if (!dy.IsZero)
            {
                *sum = default; // opposite points
                return;
            }

            TField xx = sum->X.Square();
            dy = xx.Double() + xx;
            dx = sum->Y.Double();
        }

        if (_count == Capacity)
        {
            Finish();
        }

        _sum[_count] = sum;
        _numerator[_count] = dy;
        _denominator[_count] = dx;
        _otherX[_count] = addend->X;
        _count++;
    }
}
