namespace Prover.Compute;

/// <summary>y ← M·x; see <see cref="IComputeDevice.Multiply(ResidentMatrix, ResidentFrVector, ResidentFrVector,
/// ComputeBudget)"/>.</summary>
/// <param name="matrix">M.</param>
/// <param name="vector">x.</param>
/// <param name="result">y.</param>
public sealed class MatrixStep(ResidentMatrix matrix, ResidentFrVector vector, ResidentFrVector result) : PlanStep
{
    /// <summary>M.</summary>
    public ResidentMatrix Matrix => matrix;

    /// <summary>x.</summary>
    public ResidentFrVector Vector => vector;

    /// <summary>y.</summary>
    public ResidentFrVector Result => result;

    /// <inheritdoc/>
    public override double Work => 4.0 * matrix.Rows;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) =>
        device.Multiply(matrix, vector, result, budget);
}

/// <summary>resultᵢ ← aᵢ·bᵢ; the result may be a or b.</summary>
/// <param name="a">Left factors.</param>
/// <param name="b">Right factors.</param>
/// <param name="result">Products.</param>
public sealed class ProductStep(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result) : PlanStep
{
    /// <summary>Left factors.</summary>
    public ResidentFrVector A => a;

    /// <summary>Right factors.</summary>
    public ResidentFrVector B => b;

    /// <summary>Products.</summary>
    public ResidentFrVector Result => result;

    /// <inheritdoc/>
    public override double Work => result.Length;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) =>
        device.Multiply(a, b, result, budget);
}

/// <summary>resultᵢ ← aᵢ·bᵢ − cᵢ; the result may be a, b or c.</summary>
/// <param name="a">Left factors.</param>
/// <param name="b">Right factors.</param>
/// <param name="c">What is subtracted.</param>
/// <param name="result">Differences.</param>
public sealed class ProductDifferenceStep(
    ResidentFrVector a, ResidentFrVector b, ResidentFrVector c, ResidentFrVector result) : PlanStep
{
    /// <summary>Left factors.</summary>
    public ResidentFrVector A => a;

    /// <summary>Right factors.</summary>
    public ResidentFrVector B => b;

    /// <summary>What is subtracted.</summary>
    public ResidentFrVector C => c;

    /// <summary>Differences.</summary>
    public ResidentFrVector Result => result;

    /// <inheritdoc/>
    public override double Work => result.Length;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) =>
        device.MultiplySubtract(a, b, c, result, budget);
}

/// <summary>Transforms a vector in place; see <see cref="IComputeDevice.Ntt"/>.</summary>
/// <param name="vector">The vector.</param>
/// <param name="direction">Forward or inverse.</param>
/// <param name="shift">The shift of the coset.</param>
public sealed class NttStep(ResidentFrVector vector, NttDirection direction, Algebra.Fr shift) : PlanStep
{
    /// <summary>The vector.</summary>
    public ResidentFrVector Vector => vector;

    /// <summary>Forward or inverse.</summary>
    public NttDirection Direction => direction;

    /// <summary>The shift of the coset.</summary>
    public Algebra.Fr Shift => shift;

    /// <inheritdoc/>
    public override double Work => 0.6 * vector.Length * Math.Log2(Math.Max(2, vector.Length));

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) =>
        device.Ntt(vector, direction, in shift, budget);
}

/// <summary>Work of the caller between the steps: short, on one thread.</summary>
/// <param name="body">What to do; an exception ends the plan.</param>
public sealed class CallStep(Action body) : PlanStep
{
    /// <summary>What to do.</summary>
    public Action Body => body;

    /// <inheritdoc/>
    public override double Work => 1000;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) => body();
}
