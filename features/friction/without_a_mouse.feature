@friction
Feature: The way is open without a mouse, and for those who cannot see it well

  @UX09
  Scenario Outline: The <stage> step can be used by keyboard alone
    Given I have a product in stock in my cart
    Then the <stage> step should be usable by keyboard alone

    Examples:
      | stage    |
      | address  |
      | delivery |
      | payment  |
      | review   |

  @UX09
  Scenario: The page that tells a mistake is accessible
    Given I have a product in stock in my cart
    When I forget my city in the address
    Then I should be told which field is missing
    And the page that tells it should be accessible
