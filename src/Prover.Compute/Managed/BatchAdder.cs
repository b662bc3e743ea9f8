using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Adds affine points to affine sums, many at a time for one inversion.</summary>
/// <remarks>
/// Use: <see cref="Begin"/>, one <see cref="Queue"/> per sum at most, <see cref="Finish"/>. λ = Δy/Δx, or 3x²/2y
/// for equal points; x₃ = λ² − x₁ − x₂, y₃ = λ(x₁ − x₃) − y₁. Identities and opposite points never enter the shared
/// inversion, so that no denominator is zero (2y = 0 does not occur: the groups have odd order). 6 products per
/// addition.
/// </remarks>
internal sealed class BatchAdder<TPoint, TField>(int capacity)
    where TPoint : unmanaged, IAffinePoint<TPoint, TField>
    where TField : unmanaged, IField<TField>
{
    private readonly int[] _target = new int[capacity];
    private readonly TField[] _numerator = new TField[capacity];
    private readonly TField[] _denominator = new TField[capacity];
    private readonly TField[] _otherX = new TField[capacity];
    private readonly TField[] _before = new TField[capacity];
    private int _count;

    /// <summary>Starts a new batch.</summary>
    public void Begin() => _count = 0;

    /// <summary>Will add a point to sums[target].</summary>
    public void Queue(Span<TPoint> sums, int target, in TPoint point)
    {
        ref TPoint sum = ref sums[target];
        if (point.IsIdentity)
        {
            return;
        }

        if (sum.IsIdentity)
        {
            sum = point;
            return;
        }

        TField dx = point.X - sum.X;
        TField dy = point.Y - sum.Y;
        if (dx.IsZero)
        {
            if (!dy.IsZero)
            {
                sum = default; // opposite points
                return;
            }

            TField xx = sum.X.Square();
            dy = xx.Double() + xx;
            dx = sum.Y.Double();
        }

        _target[_count] = target;
        _numerator[_count] = dy;
        _denominator[_count] = dx;
        _otherX[_count] = point.X;
        _count++;
    }

    /// <summary>Performs the queued additions.</summary>
    public void Finish(Span<TPoint> sums)
    {
        TField product = TField.One;
        for (int i = 0; i < _count; i++)
        {
            _before[i] = product;
            product *= _denominator[i];
        }

        TField inverse = product.Inverse();
        for (int i = _count - 1; i >= 0; i--)
        {
            TField lambda = _numerator[i] * (inverse * _before[i]);
            inverse *= _denominator[i];
            ref TPoint sum = ref sums[_target[i]];
            TField x = lambda.Square() - sum.X - _otherX[i];
            TField y = (lambda * (sum.X - x)) - sum.Y;
            sum = TPoint.FromCoordinates(in x, in y);
        }
    }
}
